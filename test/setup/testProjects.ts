import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { chromiumLaunchOptions } from "../../scripts/chromiumLaunchOptions.ts";

const inFolders = (folders: readonly string[], ending: string) => folders.map((name) => `test/${name}/**/*.${ending}`);

const UNIT_FOLDERS = ["protocol", "core", "timeline", "demo", "rivet", "faults", "telemetry", "scripts"];
const SCREEN_FOLDERS = ["react", "components"];
/** On a real engine, four files at a time. */
const ACTOR_FOLDERS = ["actors", "persist", "faultRuns"];
/** On a real sandbox-agent server, one file at a time. */
const SESSION_FOLDERS = ["session", "sandbox"];

/** How a test beside tests of the engine or the sandbox server is named when it needs neither. */
const UNIT_ENDING = "unit.test.ts";

/** Pure modules, and child processes of the demo. No engine, no sandbox server, no browser, no DOM. */
const unit: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "unit",
		sequence: { groupOrder: 1 },
		environment: "node",
		// The demo's processes start in two thirds of the time with their modules compiled already.
		env: { NODE_COMPILE_CACHE: join(tmpdir(), "workspace-chat-compile-cache") },
		// Most files take milliseconds, and a process and a module graph for each of them would take most of the time.
		isolate: false,
		maxWorkers: availableParallelism(),
		// A property test runs hundreds of random cases.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		include: [
			...inFolders([...UNIT_FOLDERS, ...SCREEN_FOLDERS], "test.ts"),
			...inFolders([...ACTOR_FOLDERS, ...SESSION_FOLDERS], UNIT_ENDING),
		],
	},
};

/** Hooks and components, with Testing Library in jsdom. */
const dom: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "dom",
		sequence: { groupOrder: 2 },
		environment: "jsdom",
		// A VM context per file isolates modules and globals as a process does, in half the CPU time.
		pool: "vmForks",
		maxWorkers: availableParallelism(),
		setupFiles: ["test/setup/dom.ts", "test/setup/endTimers.ts"],
		// The first test of a file also waits for lazy modules.
		testTimeout: 60_000,
		hookTimeout: 60_000,
		include: inFolders(SCREEN_FOLDERS, "test.tsx"),
	},
};

/** The actors on a real Rivet engine with real sandbox-agent servers. Mostly they wait for these, so four files at a time. */
const actors: TestProjectInlineConfiguration = {
	extends: true,
	test: {
		name: "actors",
		sequence: { groupOrder: 4 },
		environment: "node",
		include: inFolders(ACTOR_FOLDERS, "test.ts"),
		exclude: inFolders(ACTOR_FOLDERS, UNIT_ENDING),
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
		include: inFolders(SESSION_FOLDERS, "test.ts"),
		exclude: inFolders(SESSION_FOLDERS, UNIT_ENDING),
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
		// The first test of a run also loads the page and axe, and one wait of a story may take 45 s.
		testTimeout: 180_000,
		hookTimeout: 60_000,
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
		include: inFolders(["e2e"], "test.ts"),
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
		include: inFolders(["package"], "test.ts"),
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
		include: inFolders(["long"], "test.ts"),
		testTimeout: 900_000,
		hookTimeout: 60_000,
	},
};

export const longProjects = [long];

/** Vitest's projects, from the quick to the slow: one after the other (`groupOrder`), so that none is timed under another's load. */
export const testProjects = [unit, dom, stories, actors, sessions, e2e, packaged];
