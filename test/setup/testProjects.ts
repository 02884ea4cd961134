import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";

const inFolders = (folders: readonly string[], ending: string) =>
	folders.map((name) => `test/${name}/**/*.test.${ending}`);

/** Tests of pure parts: no browser, no network. */
const unit: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "unit",
		sequence: { groupOrder: 1 },
		environment: "node",
		// Hundreds of random worlds are one test.
		testTimeout: 20_000,
		include: inFolders(["protocol", "core", "timeline", "demo", "rivet", "faults", "telemetry"], "ts"),
	},
};

/** Hooks and components with Testing Library. */
const dom: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "dom",
		sequence: { groupOrder: 2 },
		environment: "jsdom",
		setupFiles: ["test/setup/dom.ts", "test/setup/endTimers.ts"],
		// The first one of a file fetches the parts that come late.
		testTimeout: 20_000,
		include: inFolders(["react", "components"], "{ts,tsx}"),
	},
};

/** The actors on a real Rivet engine with real sandbox-agent servers. Mostly they wait for these, so four files at a time. */
const actors: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "actors",
		sequence: { groupOrder: 4 },
		environment: "node",
		include: inFolders(["actors", "persist", "faultRuns"], "ts"),
		maxWorkers: 4,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
};

/** Sessions on real servers: they hold things to a time, so one file at a time. */
const sessions: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "sessions",
		sequence: { groupOrder: 5 },
		environment: "node",
		include: inFolders(["session", "sandbox"], "ts"),
		fileParallelism: false,
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
};

/** Every story, rendered in Chromium and checked for accessibility. */
const stories: TestProjectInlineConfiguration = {
	extends: true,
	plugins: [storybookTest({ configDir: ".storybook" })],
	test: {
		name: "stories",
		sequence: { groupOrder: 3 },
		// The first one of a run fetches the page and what checks it.
		testTimeout: 60_000,
		browser: {
			enabled: true,
			headless: true,
			screenshotFailures: false,
			provider: playwright({ launchOptions: chromiumLaunchOptions() }),
			instances: [{ browser: "chromium" }],
		},
	},
};

/** People in two browsers on the processes of `npm start`. */
const e2e: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "e2e",
		sequence: { groupOrder: 6 },
		environment: "node",
		include: inFolders(["e2e"], "ts"),
		// What a browser draws and where it scrolls comes late on a machine with two of them at work.
		fileParallelism: false,
		testTimeout: 120_000,
		hookTimeout: 120_000,
	},
};

/** What is published: `dist/` and the tarball in empty apps. Needs `npm run build`. */
const packaged: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "package",
		sequence: { groupOrder: 7 },
		environment: "node",
		include: inFolders(["package"], "ts"),
		fileParallelism: false,
		testTimeout: 300_000,
		hookTimeout: 300_000,
	},
};

/** What takes minutes because it is about minutes. `npm run test:long` runs it, and nothing else does. */
const long: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "long",
		environment: "node",
		include: inFolders(["long"], "ts"),
		testTimeout: 900_000,
		hookTimeout: 60_000,
	},
};

export const longProjects = [long];

/** Vitest's projects, from the quick to the slow: one after the other (`groupOrder`), so that none is timed under another's load. */
export const testProjects = [unit, dom, stories, actors, sessions, e2e, packaged];
