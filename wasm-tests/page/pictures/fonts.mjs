/**
 * Fonts that are the same on every machine. What a page looks like depends on them more than on
 * anything else: where lines break, and with that where everything below stands.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A configuration by which a browser on Linux has these fonts and no others: for `FONTCONFIG_FILE`. */
export function fontConfiguration() {
  const home = mkdtempSync(join(tmpdir(), "assumable-fonts-"));
  const file = join(home, "fonts.conf");
  const fonts = dirname(createRequire(import.meta.url).resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf"));
  writeFileSync(file, configuration(fonts, join(home, "cache")));
  return file;
}

const configuration = (fonts, cache) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${cache}</cachedir>
  ${prefer("monospace", "DejaVu Sans Mono")}
  ${["sans-serif", "system-ui", "serif"].map((family) => prefer(family, "DejaVu Sans")).join("\n  ")}
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`;

function prefer(family, font) {
  return `<alias><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
}
