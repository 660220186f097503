/** What the command takes from `engine.js` beside the package's public interface; not published. */

/** Each text without the tokens and private keys in it, and without pieces of those that `known` texts hold. */
export declare function withoutSecrets(texts: readonly string[], known?: readonly string[]): string[];
