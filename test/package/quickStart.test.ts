import { type Browser, chromium } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { NewApp } from "./NewApp.ts";
import { quickStartBlock } from "./quickStartBlock.ts";
import { serveViteApp } from "./serveApps.ts";
import { expectAnswers, openForTwo } from "./twoPeople.ts";

// test/long/quickStart.test.ts has the same for Next.js, and for production.

let browser: Browser;

beforeAll(async () => {
	browser = await chromium.launch(chromiumLaunchOptions());
});

afterAll(() => browser?.close());

test("the quick start installs the version that the package needs", () => {
	const [command = "", ...others] = quickStartBlock("sh").trim().split("\n");
	expect(others).toEqual([]);
	expect(command).toBe(`npm install --save-exact workspace-chat rivetkit@${manifest.peerDependencies.rivetkit}`);
});

test("the quick start in a new Vite app gives an answer in two windows", async () => {
	await using app = await NewApp.create("npm create vite@latest app -- --template react-ts --no-interactive");
	await app.install();
	await app.writePage("src/App.tsx");
	const server = await app.startServer();
	await server.until(`endpoint="${app.engine.endpoint}"`);
	await app.run("npm run build");
	await using page = await serveViteApp(app.folder);
	await using people = await openForTwo(browser, page.address);
	await expectAnswers(people);
	expect(people.errors()).toEqual([]);
	server.signal("SIGINT");
	expect(await server.exit()).toBe(0);
});
