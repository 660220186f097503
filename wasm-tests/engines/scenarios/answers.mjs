/** What goes in by clipboard, keyboard and link, and the answer that comes. */

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { attempt, examples, expected } from "../examples.mjs";

const works = attempt("github-branch");
const refused = attempt("branch-instead-of-environment");

export default function register(scenario) {
  scenario("the page loads, stores nothing and asks for nothing more", async (page) => {
    assert.match(await page.driver.getTitle(), /^Assumable: can this token assume this role\?/);
    await page.assertFits();
  });

  scenario("token, keys and policy are pasted, and the answer is there", async (page) => {
    page.secret(works.token);
    await page.paste("Token", `Bearer ${works.token}`);
    await page.paste("Keys", works.jwks);
    await page.paste("Trust policy", works.trustPolicy);
    assert.equal(await page.value("Token"), `Bearer ${works.token}`);
    assert.equal(await page.value("Trust policy"), works.trustPolicy);
    await page.setClock(works.now);
    await page.verdict("Accepted, if");
    await page.text("Left out around the token");
  });

  for (const size of [
    [1280, 900],
    [500, 800],
  ]) {
    scenario(`a paste into any box arrives, in a window of ${size[0]} px`, { size }, async (page) => {
      for (const [title, text] of [
        ["Token", works.token],
        ["Keys", works.jwks],
        ["Trust policy", works.trustPolicy],
      ]) {
        await page.paste(title, text);
        assert.equal(await page.value(title), text, title);
      }
      await page.assertFits();
    });
  }

  scenario("a text pasted into the wrong box goes to the right one, and the page says so", async (page) => {
    await page.paste("Token", works.trustPolicy);
    await page.text("That was no token. It went to “Trust policy”.");
    assert.equal(await page.value("Token"), "");
    assert.equal(await page.value("Trust policy"), works.trustPolicy);
  });

  scenario(
    "a policy is mended key by key in its editor, and the mending undone",
    { path: "/#example=branch-instead-of-environment" },
    async (page) => {
      page.secret(refused.token);
      await page.verdict("Refused");
      await page.field("Trust policy");
      await page.inside(
        "box('Trust policy').show({ start: arguments[0], end: arguments[1] })",
        ...wrongPart(),
      );
      await page.keys("ref:refs/heads/main");
      assert.equal(
        await page.value("Trust policy"),
        refused.trustPolicy.replace("environment:prod", "ref:refs/heads/main"),
      );
      await page.verdict("Accepted");
      for (let tried = 0; tried < 30; tried += 1) {
        if ((await page.value("Trust policy")) === refused.trustPolicy) break;
        await page.chord(Key.CONTROL, "z");
      }
      assert.equal(await page.value("Trust policy"), refused.trustPolicy);
      await page.verdict("Refused");
    },
  );

  scenario("what is typed into the plain box is read with every key", async (page) => {
    await page.field("Token");
    await page.keys('{"iss": "https://token.actions.githubusercontent.com"}');
    assert.equal(await page.value("Token"), '{"iss": "https://token.actions.githubusercontent.com"}');
    await page.verdict("Refused");
  });

  scenario("every example gives its answer", async (page) => {
    for (const { id, title } of examples) {
      await page.inside("location.hash = `#example=${arguments[0]}`", id);
      await page.text(`Example: ${title}.`);
      const said = await page.verdict("");
      const { outcome, summary } = expected[id];
      assert.match(said, outcome === "refused" ? /^Refused/ : /^Accepted/, id);
      if (summary) assert.ok(said.includes(summary.replace(/\s+/g, " ")), `${id}: ${summary}`);
    }
  });

  scenario(
    "a link holds the page without the token, and opens",
    { path: "/#example=branch-instead-of-environment" },
    async (page) => {
      page.secret(refused.token);
      await page.press("Share");
      const link = await page.until(
        "the link",
        `const area = all(document, "assumable-share")[0].shadowRoot.querySelector("textarea");
         return area?.value || null`,
      );
      assert.match(new URL(link).hash, /^#v1\.[A-Za-z0-9_-]+$/);
      await page.keys(Key.ESCAPE);
      await page.inside("location.hash = arguments[0]", new URL(link).hash);
      await page.text("Opened from a link.");
      assert.equal(await page.value("Trust policy"), refused.trustPolicy);
      assert.equal(await page.value("Token"), "");
      await page.bareAddress();
    },
  );

  scenario("a link that cannot be read blanks nothing", { path: "/#v1.AAAA" }, async (page) => {
    await page.text("This link could not be read");
    await page.text("Examples, by what goes wrong");
    await page.bareAddress();
  });
}

/** The end of the pattern that the example's token does not meet. */
function wrongPart() {
  const start = refused.trustPolicy.indexOf("environment:prod");
  return [start, start + "environment:prod".length];
}
