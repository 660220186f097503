/** What the command takes from `engine.js` beside the package's public interface; not published. */

export { withoutSecrets } from "./src/engine.js";
