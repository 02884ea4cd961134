import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LOGGED_OUT_VARIABLE } from "../agents/RealAgent.ts";
import { hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";

const host = { session: { env: { [LOGGED_OUT_VARIABLE]: "1" } } };

export const loginScenarios: readonly Scenario[] = [
	{
		name: "login-by-agent",
		title: "Login that the agent carries out",
		agents: ["codex"],
		host,
		scripts: () => ({ "login-by-agent": [[{ say: "I am logged in." }]] }),
		async play(scene) {
			await scene.start("login-by-agent");
			await scene.seesLogins();
			await scene.ada.click("API Key");
			await scene.ended("login-by-agent");
		},
		happened: (said) => hasMessage(said, "I am logged in."),
	},
	{
		name: "login-in-terminal",
		title: "Login in a terminal of the sandbox",
		agents: ["claude"],
		host,
		scripts: () => ({ "without-login": [], "login-in-terminal": [[{ say: "I am logged in." }]] }),
		async play(scene) {
			await scene.run("without-login");
			await scene.seesLogins();
			// What the agent's own command keeps of a login, which needs an account.
			await writeFile(join(scene.loggedOutHome, ".claude.json"), JSON.stringify({ primaryApiKey: "scripted" }));
			// The first one belongs to the prompt that failed.
			await scene.ada.page.getByRole("button", { name: "Retry", exact: true }).last().click();
			await scene.run("login-in-terminal");
		},
		happened: (said) => hasMessage(said, "I am logged in."),
	},
];
