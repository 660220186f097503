/**
 * The table of headers as the common hosts read it, and the compressed files beside the others where
 * a host has to be told of them.
 *
 * Hosts that read a file in the site's own folder have it there. What goes into a server's
 * configuration is in `hosting/`.
 */
import { withAll } from "./headers.mjs";

/** Each host's file, by its name in the site. */
export function hostFiles(table) {
  return {
    _headers: netlify(table),
    "vercel.json": vercel(table),
    ".htaccess": apache(table),
    "hosting/nginx.conf": nginx(table),
    "hosting/Caddyfile": caddy(table),
    "hosting/cloudfront.js": cloudfront(table),
  };
}

/** Where a file is found: some hosts take `.html` away, and `index` with it. */
function pathsOf(file) {
  if (!file.endsWith(".html")) return [`/${file}`];
  const short = file.slice(0, -".html".length);
  return [`/${file}`, short === "index" ? "/" : `/${short}`];
}

/** Netlify and Cloudflare Pages. */
function netlify(table) {
  const block = (path, headers) => `${path}\n${lines(headers, (name, value) => `  ${name}: ${value}`)}\n`;
  const rows = table.flatMap(({ files, headers }) =>
    files.flatMap(pathsOf).map((path) => block(path, headers)),
  );
  return [block("/*", withAll), ...rows].join("\n");
}

function vercel(table) {
  const row = (source, headers) => ({
    source,
    headers: Object.entries(headers).map(([key, value]) => ({ key, value })),
  });
  const rows = table.flatMap(({ files, headers }) =>
    files.flatMap(pathsOf).map((path) => row(escaped(path), headers)),
  );
  return `${JSON.stringify({ headers: [row("/(.*)", withAll), ...rows] }, null, 2)}\n`;
}

function apache(table) {
  const set = (name, value) => `Header always set ${name} "${value}"`;
  const rows = table.map(
    ({ files, headers }) => `  <FilesMatch "^(${files.map(escaped).join("|")})(\\.br|\\.gz)?$">
${lines(headers, (name, value) => `    ${set(name, value)}`)}
  </FilesMatch>`,
  );
  return `# For Apache, with mod_headers; with mod_rewrite the compressed files are sent too.
AddType text/javascript .mjs
<IfModule mod_headers.c>
${lines(withAll, (name, value) => `  ${set(name, value)}`)}
${rows.join("\n")}
</IfModule>
<IfModule mod_rewrite.c>
  RewriteEngine On
${["br", "gz"].map(apacheEncoding).join("\n")}
</IfModule>
`;
}

function apacheEncoding(ending) {
  const encoding = ending === "gz" ? "gzip" : ending;
  return `  RewriteCond %{HTTP:Accept-Encoding} \\b${encoding}\\b
  RewriteCond %{REQUEST_FILENAME}.${ending} -f
  RewriteRule ^(.+\\.(html|js|mjs|css))$ $1.${ending} [L]
  <FilesMatch "\\.(html|js|mjs|css)\\.${ending}$">
    RemoveType .${ending}
    AddEncoding ${encoding} .${ending}
    Header append Vary Accept-Encoding
  </FilesMatch>`;
}

function nginx(table) {
  // A location with one header of its own has none of those around it, so that each says all.
  const location = (files, headers) => `location ~ /(${files.map(escaped).join("|")})$ {
${lines({ ...withAll, ...headers }, (name, value) => `    ${nginxHeader(name, value)}`)}${nginxTypes(files)}
}`;
  const rows = table.map(({ files, headers }) => location(files, headers));
  return `# For nginx: include this in the server block whose root is the folder of the site, or that of
# the folder above it. With the module ngx_brotli, say "brotli_static on;" as well.
index index.html;
gzip_static on;
gzip_vary on;

${rows.join("\n")}
`;
}

function nginxHeader(name, value) {
  // The type is no header to add: nginx has one already.
  if (name !== "Content-Type") return `add_header ${name} "${value}" always;`;
  const [type, charset] = value.split("; charset=");
  return `default_type ${type};\n    charset ${charset};`;
}

/** Not every nginx knows what `.mjs` is. */
const nginxTypes = (files) =>
  files.some((file) => file.endsWith(".mjs")) ? "\n    types { text/javascript js mjs; }" : "";

function caddy(table) {
  const set = (headers) => lines(headers, (name, value) => `\t${name} "${value}"`);
  const rows = table.map(({ files, headers }, index) => {
    const paths = files.flatMap((file) => (file === "index.html" ? ["*/index.html", "*/"] : [`*/${file}`]));
    return `@assumable${index} path ${paths.join(" ")}\nheader @assumable${index} {\n${set(headers)}\n}`;
  });
  return `# For Caddy: import this in the site's block, whose root is the folder of the site.
header {
${set(withAll)}
}
${rows.join("\n")}
file_server {
	precompressed br gzip
}
`;
}

/** A function for viewer responses: CloudFront's own policies know no file from another. */
function cloudfront(table) {
  const lower = (headers) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), { value }]));
  const byFile = Object.fromEntries(
    table.flatMap(({ files, headers }) => files.map((file) => [file, lower(headers)])),
  );
  return `// For S3 behind CloudFront: a CloudFront function (cloudfront-js-2.0) on viewer response.
const withAll = ${JSON.stringify(lower(withAll), null, 2)};

const byFile = ${JSON.stringify(byFile, null, 2)};

function handler(event) {
  const file = event.request.uri.split("/").pop() || "index.html";
  Object.assign(event.response.headers, withAll, byFile[file]);
  return event.response;
}
`;
}

function lines(headers, line) {
  return Object.entries(headers)
    .map(([name, value]) => line(name, value))
    .join("\n");
}

const escaped = (text) => text.replace(/[.+?()[\]{}|^$]/g, "\\$&");
