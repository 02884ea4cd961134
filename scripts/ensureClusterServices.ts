import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findMissing, findServices } from "../test/cluster/services/findServices.ts";
import { TWO_ENGINES } from "../test/cluster/topologies.ts";

const run = (command: string, ...args: readonly string[]) => execFileSync(command, args, { stdio: "inherit" });

const listMissing = () => findMissing(TWO_ENGINES, findServices());

function install(): void {
	if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
	console.log("Postgres and NATS: not both found. Installing Debian's, as root.");
	try {
		run("apt-get", "update");
		run("apt-get", "install", "-y", "--no-install-recommends", "postgresql", "nats-server");
	} catch (error) {
		console.warn(`They could not be installed: ${error instanceof Error ? error.message : error}`);
	}
}

// The tests of a cluster need them. Unlike a browser they are not needed by anything else, so the rest is tested without.
if (listMissing().length > 0) install();
const missing = listMissing();
console.log(missing.length === 0 ? "Postgres and NATS: found." : missing.join("\n"));
