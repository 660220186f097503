/**
 * Runs in the page: ways out of it that a script could take if one got in. Each asks something of an
 * address elsewhere, `url`, which tells by its path which way it was.
 *
 * `stoppedBy` is the directive of the page's policy that has to say no. At a `sink`, where a text would
 * become code or markup, Trusted Types say no before that: in every engine that has them, or in those
 * named. Engines in `quiet` stop it and say nothing; those in `without` do not have it switched on, and
 * some have no `global` of that name. A way that `leaves` the page cancels what others have just begun.
 */
{
  const add = (element, attributes = {}) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    document.body.append(element);
    return element;
  };
  const element = (name, attributes) => add(document.createElement(name), attributes);
  const withText = (name, text, attributes) => {
    const made = document.createElement(name);
    made.textContent = text;
    return add(made, attributes);
  };
  const link = (rel, href, attributes) => element("link", { rel, href, ...attributes });
  const svg = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);
  const styled = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.styled { ${text} }`);
    document.adoptedStyleSheets.push(sheet);
    // Who asks for its size has it styled at once.
    return withText("p", "x", { class: "styled" }).offsetWidth;
  };
  const fetching = (url) => `fetch("${url}", { mode: "no-cors" })`;
  const image = (url) => `<img src="${url}">`;
  const blob = (script) => URL.createObjectURL(new Blob([script], { type: "text/javascript" }));

  let heard = [];
  const hear = ({ effectiveDirective, blockedURI }) => heard.push({ effectiveDirective, blockedURI });
  addEventListener("securitypolicyviolation", hear);
  /** It has the policy of its page, and says itself what that forbids. */
  const emptyFrame = (attributes) => {
    const made = element("iframe", attributes);
    made.contentWindow.addEventListener("securitypolicyviolation", hear);
    return made;
  };

  const ways = {
    fetch: { stoppedBy: "connect-src", go: (url) => fetch(url, { mode: "no-cors" }) },
    "fetch that outlives the page": {
      stoppedBy: "connect-src",
      go: (url) => fetch(url, { method: "POST", mode: "no-cors", keepalive: true, body: "x" }),
    },
    XMLHttpRequest: {
      stoppedBy: "connect-src",
      go: (url) => {
        const request = new XMLHttpRequest();
        request.open("GET", url);
        request.send();
      },
    },
    EventSource: { stoppedBy: "connect-src", go: (url) => new EventSource(url) },
    WebSocket: { stoppedBy: "connect-src", go: (url) => new WebSocket(url.replace("http", "ws")) },
    WebTransport: {
      stoppedBy: "connect-src",
      global: "WebTransport",
      go: (url) => new WebTransport(url.replace("http", "https")).ready,
    },
    beacon: { stoppedBy: "connect-src", go: (url) => navigator.sendBeacon(url, "x") },
    "ping of a link": {
      stoppedBy: "connect-src",
      without: ["firefox"],
      go: (url) => element("a", { href: "#", ping: url }).click(),
    },

    "module of another origin": { stoppedBy: "script-src-elem", go: (url) => import(url) },
    "module in advance": {
      stoppedBy: "script-src-elem",
      quiet: ["firefox"],
      go: (url) => link("modulepreload", url),
    },
    "script in advance": {
      stoppedBy: "script-src-elem",
      quiet: ["firefox"],
      go: (url) => link("preload", url, { as: "script" }),
    },
    "script of another origin": {
      stoppedBy: "script-src-elem",
      sink: true,
      go: (url) => element("script").setAttribute("src", url),
    },
    "script in the page": {
      stoppedBy: "script-src-elem",
      sink: true,
      go: (url) => withText("script", fetching(url)),
    },
    "rules of speculation": {
      stoppedBy: "script-src-elem",
      sink: true,
      without: ["firefox", "webkit"],
      go: (url) => {
        const made = document.createElement("script");
        made.type = "speculationrules";
        made.textContent = JSON.stringify({ prefetch: [{ urls: [url], eagerness: "immediate" }] });
        add(made);
      },
    },
    "address that is a script": {
      stoppedBy: "script-src-elem",
      sink: ["firefox"],
      go: (url) => element("a", { href: `javascript:void ${fetching(url)}` }).click(),
    },
    "attribute that is a script": {
      stoppedBy: "script-src-attr",
      sink: true,
      go: (url) => element("b", { onclick: fetching(url) }).click(),
    },
    eval: { stoppedBy: "script-src", sink: true, go: (url) => window.eval(fetching(url)) },
    "new Function": {
      stoppedBy: "script-src",
      sink: true,
      go: (url) => new window.Function(fetching(url))(),
    },
    "timer with a text": {
      stoppedBy: "script-src",
      sink: true,
      go: (url) => setTimeout(fetching(url), 0),
    },
    "types of one's own": {
      stoppedBy: "script-src-elem",
      sink: true,
      typed: "trusted-types",
      global: "trustedTypes",
      go: (url) => {
        const types = trustedTypes.createPolicy("elsewhere", { createScriptURL: (url) => url });
        element("script").src = types.createScriptURL(url);
      },
    },
    "worker from a blob": {
      stoppedBy: "worker-src",
      sink: true,
      go: (url) => new Worker(blob(fetching(url))),
    },
    "worker from an address that is its text": {
      stoppedBy: "worker-src",
      sink: true,
      go: (url) => new Worker(`data:text/javascript,${encodeURIComponent(fetching(url))}`),
    },
    "shared worker": {
      stoppedBy: "worker-src",
      sink: true,
      go: (url) => new SharedWorker(blob(fetching(url))),
    },
    worklet: {
      stoppedBy: "script-src-elem",
      quiet: ["chromium"],
      go: (url) => new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(url),
    },

    "markup, assigned": {
      stoppedBy: "img-src",
      sink: true,
      go: (url) => {
        element("div").innerHTML = image(url);
      },
    },
    "markup, inserted": {
      stoppedBy: "img-src",
      sink: true,
      go: (url) => element("div").insertAdjacentHTML("beforeend", image(url)),
    },
    "markup, parsed": {
      stoppedBy: "img-src",
      sink: true,
      go: (url) =>
        add(document.adoptNode(new DOMParser().parseFromString(image(url), "text/html").images[0])),
    },
    "markup, as a fragment": {
      stoppedBy: "img-src",
      sink: true,
      go: (url) => add(document.createRange().createContextualFragment(image(url)).firstChild),
    },
    "markup, written": {
      stoppedBy: "img-src",
      sink: true,
      go: (url) => {
        const { contentDocument, contentWindow } = emptyFrame();
        contentDocument.open();
        // Opening has taken the listener away.
        contentWindow.addEventListener("securitypolicyviolation", hear);
        contentDocument.write(image(url));
      },
    },
    "markup of a frame": {
      stoppedBy: "img-src",
      sink: true,
      quiet: ["webkit"],
      go: (url) => emptyFrame({ srcdoc: image(url) }),
    },

    image: { stoppedBy: "img-src", go: (url) => element("img", { src: url }) },
    "set of images": { stoppedBy: "img-src", go: (url) => element("img", { srcset: `${url} 2x` }) },
    "image of a button": {
      stoppedBy: "img-src",
      go: (url) => element("input", { type: "image", src: url }),
    },
    "image in a drawing": {
      stoppedBy: "img-src",
      go: (url) => element("p").appendChild(svg("svg")).appendChild(svg("image")).setAttribute("href", url),
    },
    "image in advance": {
      stoppedBy: "img-src",
      quiet: ["firefox"],
      go: (url) => link("preload", url, { as: "image" }),
    },
    "poster of a film": { stoppedBy: "img-src", go: (url) => element("video", { poster: url }) },
    "background by a property": {
      stoppedBy: "img-src",
      go: (url) => {
        withText("p", "x").style.background = `url(${url})`;
      },
    },
    "background by a sheet": {
      stoppedBy: "img-src",
      go: (url) => styled(`background: url(${url})`),
    },
    "image in an empty frame": {
      stoppedBy: "img-src",
      go: (url) => {
        const { contentDocument } = emptyFrame();
        contentDocument.body.append(Object.assign(contentDocument.createElement("img"), { src: url }));
      },
    },

    "style element": {
      stoppedBy: "style-src-elem",
      go: (url) => withText("style", `html { background: url(${url}) }`),
    },
    "style attribute": {
      stoppedBy: "style-src-attr",
      go: (url) => withText("p", "x", { style: `background: url(${url})` }),
    },
    "style sheet of another origin": {
      stoppedBy: "style-src-elem",
      go: (url) => link("stylesheet", url),
    },
    font: { stoppedBy: "font-src", go: (url) => new FontFace("elsewhere", `url(${url})`).load() },
    "font by a sheet": {
      stoppedBy: "font-src",
      go: (url) => styled(`font-family: there } @font-face { font-family: there; src: url(${url})`),
    },

    sound: { stoppedBy: "media-src", go: (url) => element("audio", { src: url, preload: "auto" }) },
    film: { stoppedBy: "media-src", go: (url) => element("video", { src: url, preload: "auto" }) },
    frame: { stoppedBy: "frame-src", go: (url) => element("iframe", { src: url }) },
    "frame with an address that is its text": {
      stoppedBy: "frame-src",
      go: (url) => element("iframe", { src: `data:text/html,${image(url)}` }),
    },
    object: {
      stoppedBy: "object-src",
      sink: ["chromium"],
      go: (url) => element("object", { data: url }),
    },
    embed: {
      stoppedBy: "object-src",
      sink: ["chromium"],
      go: (url) => element("embed", { src: url }),
    },
    form: {
      stoppedBy: "form-action",
      leaves: true,
      go: (url) => element("form", { action: url }).submit(),
    },
    manifest: {
      stoppedBy: "manifest-src",
      without: ["firefox", "webkit"],
      go: (url) => document.head.append(link("manifest", url)),
    },
    "page in advance": {
      stoppedBy: "default-src",
      without: ["webkit"],
      go: (url) => link("prefetch", url),
    },
    "base of all addresses": {
      stoppedBy: "base-uri",
      go: (url) => {
        const { origin, pathname, search } = new URL(url);
        const base = document.createElement("base");
        base.href = `${origin}/`;
        document.head.prepend(base);
        const { href } = element("a", { href: `${pathname.slice(1)}${search}` });
        base.remove();
        if (href === url) element("img", { src: url });
      },
    },
  };

  /** To leave is not to send, says the standard: no directive is there for these. */
  const departures = {
    "another address": (url) => location.assign(url),
    link: (url) => element("a", { href: url }).click(),
    "refreshed page": (url) => {
      const made = document.createElement("meta");
      made.httpEquiv = "refresh";
      made.content = `0;url=${url}`;
      document.head.append(made);
    },
  };

  /** Another one with each load: what was refused once may be remembered. */
  const address = (elsewhere, name) => `${elsewhere}/${encodeURIComponent(name)}?${performance.timeOrigin}`;

  const rest = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /** The directive by which its being stopped is heard of; undefined where nothing is. */
  const sayer = (engine, policy, { stoppedBy, sink, typed = "require-trusted-types-for", quiet }) => {
    if (policy === "none") return undefined;
    const hasTypes = "trustedTypes" in globalThis && policy === "whole";
    if (hasTypes && (sink === true || sink?.includes(engine))) return typed;
    return quiet?.includes(engine) ? undefined : stoppedBy;
  };

  /** In a task of its own: what is on the debugger's stack may do more. */
  const set = (go, url) => {
    setTimeout(async () => {
      try {
        await go(url);
      } catch {
        // Some say so to the script as well.
      }
    });
  };

  /** What is said late of a way that was taken before. */
  const isOfAnother = ({ blockedURI }, name) => {
    if (!URL.canParse(blockedURI)) return false;
    const way = decodeURIComponent(new URL(blockedURI).pathname.slice(1));
    return way in ways && way !== name;
  };

  /** The directives that say no, each once. */
  const outcome = async (name, url, isSaid) => {
    heard = [];
    const said = () => heard.filter((event) => !isOfAnother(event, name));
    set(ways[name].go, url);
    for (let waited = 0; isSaid && said().length === 0 && waited < 60_000; waited += 5) await rest(5);
    // For what else would be said.
    await rest(20);
    return [...new Set(said().map(({ effectiveDirective }) => effectiveDirective))].join(" and ");
  };

  /**
   * Takes those that leave the page or those that do not, one after the other, and gives by their names the
   * directives by which they were stopped, and those by which they should have been.
   */
  globalThis.takeWaysOut = async (engine, policy, elsewhere, leaving) => {
    const isThere = ({ global = "window", without = [], leaves = false }) =>
      global in globalThis && !without.includes(engine) && leaves === leaving;
    const there = Object.entries(ways).filter(([, way]) => isThere(way));
    const [stopped, expected] = [{}, {}];
    for (const [name, way] of there) {
      expected[name] = sayer(engine, policy, way) ?? "";
      stopped[name] = await outcome(name, address(elsewhere, name), expected[name] !== "");
    }
    return { stopped, expected };
  };

  globalThis.departures = Object.keys(departures);
  globalThis.depart = async (name, elsewhere) => set(departures[name], address(elsewhere, name));
}
