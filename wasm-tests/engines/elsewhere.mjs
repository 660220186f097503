/** Another origin on this machine, which stands for all the rest of the world and counts who calls. */

import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";

/** Starts it; `hits` are the paths that were asked for, without their slash. */
export async function startElsewhere() {
  const hits = new Set();
  const count = ({ url }) => hits.add(decodeURIComponent(new URL(url, "http://elsewhere").pathname.slice(1)));
  // Nothing is there, so that who came by leaving its page stays on it.
  const server = createServer((request, response) => {
    count(request);
    response.writeHead(204, { "Access-Control-Allow-Origin": "*" }).end();
  });
  server.on("upgrade", (request, socket) => {
    count(request);
    socket.destroy();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address();
  // QUIC is encrypted from its first packet on, and only one way out uses it.
  const packets = createSocket("udp4", () => hits.add("WebTransport"));
  packets.bind(port, "127.0.0.1");
  await once(packets, "listening");
  return {
    origin: `http://127.0.0.1:${port}`,
    hits,
    close() {
      server.close();
      server.closeAllConnections();
      packets.close();
    },
  };
}
