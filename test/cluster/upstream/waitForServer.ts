/**
 * The program of a report in docs/upstream.md: an actor that is asked again and again while it has no server.
 * `node test/cluster/upstream/waitForServer.ts`, with the settings of an engine that we start, and with
 * `RIVET__PEGBOARD__BASE_RETRY_TIMEOUT=2000 RIVET__PEGBOARD__RESCHEDULE_BACKOFF_MAX_EXPONENT=8` with Rivet's own.
 */
import { setTimeout as delay } from "node:timers/promises";
import { BareActors } from "../BareActors.ts";
import { Cluster } from "../Cluster.ts";
import { TWO_SERVERS } from "../topologies.ts";

/** For so long there is no server. */
const GONE_MS = 45_000;

const cluster = await Cluster.start({ ...TWO_SERVERS, servers: 1 }, { postgres: null, nats: null });
const bare = await BareActors.start(cluster.endpoint, 1);
for (const server of cluster.servers) await cluster.endServer(server, "SIGTERM");
const answered = bare.answer();
await delay(GONE_MS);
await cluster.startServer();
const servedAt = Date.now();
await answered;
console.log(`It answered ${Date.now() - servedAt} ms after there was a server again.`);
await cluster.stop();
process.exit(0);
