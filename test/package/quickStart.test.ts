import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { build, preview } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { ProgramProcess } from "../harness/programProcess.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { type InstalledPackage, installPackage } from "./installedPackage.ts";
import { quickStartBlock } from "./quickStartBlock.ts";

let engine: TestEngine;
let installed: InstalledPackage;
let browser: Browser;

beforeAll(async () => {
	engine = await prepareTestEngine();
	installed = installPackage();
	createViteApp(installed.folder);
	browser = await chromium.launch(chromiumLaunchOptions());
});

afterAll(async () => {
	await browser?.close();
	await engine?.stop();
	installed?.[Symbol.dispose]();
});

/** An empty app, as `npm create vite@latest` makes it today. */
function createViteApp(folder: string): void {
	const args = ["create", "vite@latest", "template", "--", "--template", "react-ts", "--no-interactive"];
	execFileSync("npm", args, { cwd: folder, env: { ...process.env, npm_config_yes: "true" } });
	cpSync(join(folder, "template"), folder, { recursive: true });
	rmSync(join(folder, "template"), { recursive: true });
}

async function servePage() {
	// A test has an engine of its own, and so another port.
	installed.write("src/App.tsx", quickStartBlock("tsx").replace("http://127.0.0.1:6420", engine.endpoint));
	execFileSync("tsc", ["--build"], { cwd: installed.folder });
	const config = { root: installed.folder, logLevel: "error", preview: { port: 0 } } as const;
	await build(config);
	return preview(config);
}

async function open(address: string, name: string): Promise<Page> {
	const page = await browser.newPage();
	await page.goto(`${address}?name=${name}`);
	await page.getByRole("textbox").waitFor();
	return page;
}

test("the quick start installs the version that the package needs", () => {
	const [command = "", ...others] = quickStartBlock("sh").trim().split("\n");
	expect(others).toEqual([]);
	expect(command).toBe(`npm install --save-exact workspace-chat rivetkit@${manifest.peerDependencies.rivetkit}`);
});

test("the snippets of the quick start, in an empty Vite app, type-check and give an answer in two windows", async () => {
	const { RIVETKIT_STORAGE_PATH = "", RIVET_RUN_ENGINE_PORT = "" } = engine.environment;
	installed.write("server.mts", quickStartBlock("ts"));
	await using server = new ProgramProcess(join(installed.folder, "server.mts"), {
		cwd: installed.folder,
		env: { RIVETKIT_STORAGE_PATH, RIVET_RUN_ENGINE_PORT },
	});
	await server.until(`endpoint="${engine.endpoint}"`);
	const served = await servePage();
	const address = served.resolvedUrls?.local[0] ?? "";
	const [ada, ben] = await Promise.all([open(address, "Ada"), open(address, "Ben")]);

	await ada.getByRole("textbox").fill("Add a greeting");
	await ada.getByRole("textbox").press("Enter");
	for (const page of [ada, ben]) {
		await page.getByText("Wrote greeting.ts; the diff is above.").waitFor();
		expect(await page.getByRole("log").textContent()).toContain("Ada");
	}

	await ben.getByRole("textbox").fill("Change the settings");
	await ben.getByRole("textbox").press("Enter");
	await ada.getByRole("button", { name: "Allow", exact: true }).click();
	await ben.getByText("Done: settings.json is changed.").waitFor();

	await served.close();
	server.signal("SIGINT");
	expect(await server.exit()).toBe(0);
});
