import { expect, test } from "vitest";
import { allowedEnvironment } from "../../actors/sandbox/localEnvironment.ts";

test("agents get what programs need to run, and their own keys", () => {
	const environment = {
		PATH: "/bin",
		HOME: "/home/ada",
		LANG: "de_DE.UTF-8",
		LC_ALL: "C",
		TMPDIR: "/var/tmp",
		https_proxy: "http://proxy:1",
		XDG_CONFIG_HOME: "/home/ada/.config",
		ANTHROPIC_API_KEY: "a",
		OPENAI_API_KEY: "o",
	};
	expect(allowedEnvironment(environment, "linux")).toEqual(environment);
});

test("agents get nothing of the host's own", () => {
	const secrets = {
		RIVET_TOKEN: "r",
		RIVET_ENDPOINT: "http://token@rivet",
		RIVET__AUTH__ADMIN_TOKEN: "r",
		DATABASE_URL: "postgres://user:password@db",
		JWT_SECRET: "j",
		AWS_SECRET_ACCESS_KEY: "w",
		SANDBOX_AGENT_TOKEN: "s",
		SANDBOX_AGENT_URL: "http://sandbox",
		NODE_OPTIONS: "--require /host.js",
		LD_PRELOAD: "/host.so",
		SSH_AUTH_SOCK: "/tmp/agent",
		npm_config__authToken: "n",
		LC_SECRET_1: "l",
		path: "/other",
		OPENAI_API_KEY_OF_BILLING: "o",
		UNDEFINED: undefined,
		HOME: undefined,
	};
	expect(allowedEnvironment(secrets, "linux")).toEqual({});
});

test("on Windows names are the same in any case, and programs get what they need to start", () => {
	const environment = { Path: "C:\\bin", SystemRoot: "C:\\Windows", UserProfile: "C:\\Users\\Ada", Rivet_Token: "r" };
	expect(Object.keys(allowedEnvironment(environment, "win32"))).toEqual(["Path", "SystemRoot", "UserProfile"]);
});
