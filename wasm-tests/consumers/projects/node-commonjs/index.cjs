/** The same from CommonJS, which Node 20.19 and later lets require a module. */
const { readFileSync } = require("node:fs");
const { default: init, inspect } = require("assumable");

init().then(() => {
  const { verdict } = inspect(JSON.parse(readFileSync(0, "utf8")));
  console.log(JSON.stringify(verdict));
});
