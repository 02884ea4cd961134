// A host of local sandboxes without signal handlers of its own. It sends the address of its server and keeps running.
import { local } from "../../actors/sandbox/local.ts";

const id = await local({ cwd: process.argv[2] }).create();
process.send?.(id);
setInterval(() => undefined, 60_000);
