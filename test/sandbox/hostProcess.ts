// A host of local sandboxes with no signal handlers of its own. It tells the address of its server, and lives on.
import { local } from "../../actors/sandbox/local.ts";

const id = await local({ cwd: process.argv[2] }).create();
process.send?.(id);
setInterval(() => undefined, 60_000);
