import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, chromium } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";
import { NewApp } from "./NewApp.ts";
import { quickStartBlock } from "./quickStartBlock.ts";
import { serveNextApp, serveViteApp } from "./serveApps.ts";
import { expectAnswers, openForTwo } from "./twoPeople.ts";

let browser: Browser;

beforeAll(async () => {
	browser = await chromium.launch(chromiumLaunchOptions());
});

afterAll(() => browser?.close());

/** Two people use the page of an app, each in a browser of their own. */
async function expectToWorkForTwo(address: string): Promise<void> {
	await using people = await openForTwo(browser, address);
	await expectAnswers(people);
	expect(people.errors()).toEqual([]);
}

test("the quick start installs the version that the package needs", () => {
	const [command = "", ...others] = quickStartBlock("sh").trim().split("\n");
	expect(others).toEqual([]);
	expect(command).toBe(`npm install --save-exact workspace-chat rivetkit@${manifest.peerDependencies.rivetkit}`);
});

describe("the quick start in a new Vite app", () => {
	let app: NewApp;

	beforeAll(async () => {
		app = await NewApp.create("npm create vite@latest app -- --template react-ts --no-interactive");
		await app.install();
	});

	afterEach(() => app.reset());
	afterAll(() => app?.[Symbol.asyncDispose]());

	test("gives an answer in two windows", async () => {
		await app.writePage("src/App.tsx");
		const server = await app.startServer();
		await server.until(`endpoint="${app.engine.endpoint}"`);
		await app.run("npm run build");
		await using page = await serveViteApp(app.folder);
		await expectToWorkForTwo(page.address);
		server.signal("SIGINT");
		expect(await server.exit()).toBe(0);
	});

	test("in production is refused without authentication, and with it gives an answer in two windows", async () => {
		await app.writePage("src/App.tsx");
		// As docs/deploy.md has it for a single server.
		const token = "a-long-random-text-of-a-test";
		const production = {
			NODE_ENV: "production",
			RIVET_RUN_ENGINE: "1",
			RIVET__AUTH__ADMIN_TOKEN: token,
			RIVET_TOKEN: token,
		};
		const unauthenticated = await app.startServer(production);
		expect(await unauthenticated.exit()).toBe(1);
		expect(unauthenticated.output).toContain("authenticate");

		const server = await app.startServer(production, AUTHENTICATED);
		await server.until(`serves workspace on the engine at ${app.engine.endpoint}`);
		await app.run("npm run build", { NODE_ENV: "production" });
		await using page = await serveViteApp(app.folder);
		await expectToWorkForTwo(page.address);
		server.signal("SIGTERM");
		expect(await server.exit()).toBe(0);
	});
});

/** The README's server with what production needs besides: who people are. */
const AUTHENTICATED = quickStartBlock("ts").replace(
	'agent: "demo",',
	`$&
	authenticate: async ({ params }) => {
		const { userId, name } = params as { readonly userId: string; readonly name: string };
		return { userId, name, role: "owner" };
	},`,
);

/** The page of create-next-app loads its fonts from Google while it is built. Next.js takes them from this file instead. */
const FONTS = `const face = (family) => "@font-face { font-family: '" + family + "'; src: local('sans-serif'); }";
module.exports = {
	"https://fonts.googleapis.com/css2?family=Geist:wght@100..900&display=swap": face("Geist"),
	"https://fonts.googleapis.com/css2?family=Geist+Mono:wght@100..900&display=swap": face("Geist Mono"),
};
`;

test("the quick start in a new Next.js app gives an answer in two windows", async () => {
	await using app = await NewApp.create("npx create-next-app@latest app --yes");
	await app.install();
	await app.writePage("app/page.tsx");
	const server = await app.startServer();
	await server.until(`endpoint="${app.engine.endpoint}"`);
	const fonts = join(app.engine.folder, "fonts.js");
	await writeFile(fonts, FONTS);
	await app.run("npm run build", { NEXT_FONT_GOOGLE_MOCKED_RESPONSES: fonts });
	await using page = await serveNextApp(app.folder);
	await expectToWorkForTwo(page.address);
	server.signal("SIGINT");
	expect(await server.exit()).toBe(0);
});
