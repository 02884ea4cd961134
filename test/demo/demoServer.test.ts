import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { clearLockedPorts } from "get-port";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { DemoError } from "../../demo/server/DemoError.ts";
import { choosePort } from "../../demo/server/engine/choosePort.ts";
import { engineConfig } from "../../demo/server/engine/engineConfig.ts";
import { areFree, freePort } from "../../demo/server/engine/freePort.ts";
import { isRivetLoss } from "../../demo/server/isRivetLoss.ts";
import { Lifetime } from "../../demo/server/Lifetime.ts";
import { loadOptions } from "../../demo/server/loadOptions.ts";
import { parseArguments } from "../../demo/server/parseArguments.ts";
import { endProcesses } from "../../demo/server/process/endProcesses.ts";
import { findProcesses } from "../../demo/server/process/findProcesses.ts";
import { processStartTime } from "../../demo/server/process/processStartTime.ts";
import { RUN_MARKER } from "../../demo/server/process/runMarker.ts";
import { workspaceFolder } from "../../demo/server/workspaceFolder.ts";

describe("command line arguments", () => {
	test("default to the demo agent on any free port", () => {
		expect(parseArguments([])).toEqual({ agent: null, port: null, options: null, help: false });
	});

	test("name a real agent and a port", () => {
		expect(parseArguments(["--agent", "claude", "--port", "4000"])).toMatchObject({ agent: "claude", port: 4000 });
	});

	test.each([
		[["--agent", "hal"], "claude, codex"],
		[["--port", "65536"], "1 to 65535"],
		[["--port", "4e"], "1 to 65535"],
		[["--colour"], "--help"],
	])("%j is refused with a hint", (args, hint) => {
		const refused = () => parseArguments(args);
		expect(refused).toThrow(DemoError);
		expect(refused).toThrow(expect.objectContaining({ hint: expect.stringContaining(hint) }));
	});
});

describe("a module with options of a host", () => {
	async function moduleWith(code: string): Promise<string> {
		const folder = await mkdtemp(join(tmpdir(), "demo-options-"));
		onTestFinished(() => rm(folder, { recursive: true }));
		const path = join(folder, "options.mjs");
		await writeFile(path, code);
		return path;
	}

	test("is loaded by its path", async () => {
		const { options } = parseArguments(["--options", relative(process.cwd(), await moduleWith(""))]);
		expect(options).toMatch(/^\/.+options\.mjs$/);
		const path = await moduleWith("export default { session: { systemPrompt: 'Be brief.' } };");
		expect(await loadOptions(path)).toEqual({ session: { systemPrompt: "Be brief." } });
	});

	test.each(["", "export default 3;", "throw new Error('broken');"])(
		"that is %j is refused with a hint",
		async (code) => {
			const refused = loadOptions(await moduleWith(code));
			await expect(refused).rejects.toThrow(DemoError);
			await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining("default export") });
		},
	);
});

describe("a workspace's folder", () => {
	test("stays in the data folder whatever the workspace's id is", () => {
		for (const id of ["..", "../../etc", "a/b", "", "名前", "x".repeat(128)]) {
			const folder = workspaceFolder("/data", id);
			expect(folder).toBe(`/data/workspaces/${basename(folder)}`);
			expect(basename(folder).length).toBeLessThan(60);
		}
	});

	test("differs for each workspace", () => {
		expect(workspaceFolder("/data", "a/b")).not.toBe(workspaceFolder("/data", "a-b"));
	});
});

describe("Lifetime", () => {
	test("closes everything once, in reverse order, even if one fails", async () => {
		const closed: string[] = [];
		const lifetime = new Lifetime();
		await lifetime.add(() => void closed.push("first"));
		await lifetime.add(() => Promise.reject(new Error("this one fails, and is printed")));
		await lifetime.add(() => void closed.push("last"));
		await Promise.all([lifetime.close(), lifetime.close()]);
		expect(closed).toEqual(["last", "first"]);
	});

	test("closes a late resource at once, and says so", async () => {
		const lifetime = new Lifetime();
		await lifetime.close();
		let closed = false;
		const late = lifetime.add(() => {
			closed = true;
		});
		await expect(late).rejects.toThrow("stopped while it started");
		expect(closed).toBe(true);
	});
});

describe("processes", () => {
	test("are found by the run they belong to, and killed if they ignore the signal", async () => {
		const script = "process.on('SIGTERM', () => {}); process.stdout.write('up'); setInterval(() => {}, 1000)";
		const env = { ...process.env, [RUN_MARKER]: "a-run-of-this-test" };
		const child = spawn(process.execPath, ["-e", script], { env, stdio: ["ignore", "pipe", "ignore"] });
		await once(child.stdout, "data");
		expect(await findProcesses("a-run-of-this-test")).toEqual([child.pid]);
		expect(await findProcesses("another-run")).toEqual([]);
		await endProcesses("a-run-of-this-test");
		expect(await findProcesses("a-run-of-this-test")).toEqual([]);
	});

	test("have a start time that stays the same while they run, and none afterwards", async () => {
		const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
		const pid = child.pid ?? 0;
		const birth = await processStartTime(pid);
		expect(birth).not.toBeNull();
		expect(await processStartTime(pid)).toBe(birth);
		child.kill();
		await once(child, "exit");
		expect(await processStartTime(pid)).toBeNull();
	});
});

test("finds a free port with the requested number of free ports above it", async () => {
	const port = await freePort([1, 2]);
	clearLockedPorts();
	expect(await areFree([port, port + 1, port + 2])).toBe(true);
});

test("a port is below those of outgoing connections, one of which could hold it when its server starts again", async () => {
	const ports = await Promise.all(Array.from({ length: 20 }, () => freePort()));
	expect(Math.min(...ports)).toBeGreaterThanOrEqual(20_000);
	expect(Math.max(...ports)).toBeLessThan(30_000);
	expect(new Set(ports).size).toBe(20);
});

test("a port is not free while something listens on it, and there is none above the last", async () => {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	expect(await areFree([port])).toBe(false);
	server.close();
	await once(server, "close");
	expect(await areFree([port])).toBe(true);
	expect(await areFree([65_536])).toBe(false);
});

test("the engine reports nothing", () => {
	expect(engineConfig("/data", 6420)).toMatchObject({ telemetry: { enabled: false } });
});

describe("the engine's port", () => {
	const writeConfig = async (config: unknown) => {
		const folder = await mkdtemp(join(tmpdir(), "workspace-chat-"));
		onTestFinished(() => rm(folder, { recursive: true }));
		const path = join(folder, "engine.json");
		await writeFile(path, JSON.stringify(config));
		return path;
	};

	test("is the previous one if that is free", async () => {
		const port = await freePort([1, 2]);
		clearLockedPorts();
		expect(await choosePort(await writeConfig({ guard: { port } }))).toBe(port);
	});

	test("is another one if a neighbour of the previous one is taken", async () => {
		const port = await freePort([1, 2]);
		clearLockedPorts();
		const server = createServer().listen(port + 2, "127.0.0.1");
		onTestFinished(() => void server.close());
		await once(server, "listening");
		const log = vi.spyOn(console, "log").mockImplementation(() => {});
		onTestFinished(() => log.mockRestore());
		expect(await choosePort(await writeConfig({ guard: { port } }))).not.toBe(port);
		expect(log).toHaveBeenCalledWith(
			`The engine's former port, ${port}, is in use. Reload the pages that are still open.`,
		);
	});
});

test("survives only the errors that Rivet's client throws about a lost connection", () => {
	const lost = Object.assign(new Error("gone"), { group: "guard", code: "websocket_tunnel_subscription_closed" });
	expect(isRivetLoss(lost)).toBe(true);
	expect(isRivetLoss(new Error("a bug"))).toBe(false);
	expect(isRivetLoss("guard")).toBe(false);
});
