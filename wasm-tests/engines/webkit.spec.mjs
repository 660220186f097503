import { scenarios } from "./scenario.mjs";

scenarios("webkit");
