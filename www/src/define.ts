/** `assumable/define`: defines `<assumable-inspector>`. */
import { define } from "./element.js";

define();
