import { scenarios } from "./scenario.mjs";

scenarios("firefox");
