/** Starts the page where it is one file: from a disk, in a frame, anywhere. */
import { startPage } from "./start.js";

void startPage();
