import init, { inspect, type Attempt } from "assumable";

await init();
const attempt = (await new Response(Deno.stdin.readable).json()) as Attempt;
console.log(JSON.stringify(inspect(attempt).verdict));
