import { scenarios } from "./scenario.mjs";

scenarios("chromium");
