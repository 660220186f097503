/** Starts the page where it is hosted, and keeps it for visits without a network. */
import { UpdateBar } from "./elements/update-bar.js";
import { keepOffline } from "./offline.js";
import { startPage } from "./start.js";
import { loaded } from "./turns.js";

await startPage();
const update = new UpdateBar();
document.body.prepend(update);
await loaded();
await keepOffline((change) => {
  update.change = change;
});
