import { Writable } from "node:stream";
import { AgentSideConnection, ndJsonStream } from "@agentclientprotocol/sdk";
import { bytesOf } from "./bytesOf.ts";
import { DemoAgent } from "./DemoAgent.ts";

// The process of the demo agent: ACP over stdin and stdout, until stdin ends.
const stream = ndJsonStream(Writable.toWeb(process.stdout), bytesOf(process.stdin));
const connection = new AgentSideConnection((client) => new DemoAgent(client), stream);
await connection.closed;
process.exit(0);
