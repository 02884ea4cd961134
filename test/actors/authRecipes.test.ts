import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { setup } from "rivetkit";
import { createClient } from "rivetkit/client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { createBetterAuthWorkspace } from "../../examples/auth/betterAuth.ts";
import { type BackendSession, createCookieWorkspace } from "../../examples/auth/cookie.ts";
import { callWithHeaders, type Headers, openSocketWithHeaders } from "../harness/requestsWithHeaders.ts";
import { prepareTestEngine, type TestEngine } from "../harness/testEngine.ts";
import { waitFor } from "../harness/waitFor.ts";

// The recipes of docs/auth.md, on a real engine, each with the attacks that it withstands.

const PAGE = "https://app.example.com";
const ISSUER = "https://login.example.com";

const hash = (cookie: string) => createHash("sha256").update(cookie).digest("base64url");
const sessions = new Map<string, BackendSession>([
	[hash("ada"), { userId: "1", name: "Ada", expiresAt: Date.now() + 3_600_000, roleIn: () => "editor" }],
	[hash("old"), { userId: "1", name: "Ada", expiresAt: Date.now() - 1, roleIn: () => "editor" }],
	[hash("ben"), { userId: "2", name: "Ben", expiresAt: Date.now() + 3_600_000, roleIn: () => null }],
]);

const database = { user: [], session: [], account: [], verification: [] };
const auth = betterAuth({
	baseURL: PAGE,
	secret: "a secret of at least 32 characters, for the tests",
	database: memoryAdapter(database),
	emailAndPassword: { enabled: true },
	telemetry: { enabled: false },
});

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
const makeKey = async (kid: string) => ({ kid, ...(await generateKeyPair("ES256", { extractable: true })) });

let engine: TestEngine;
let provider: Server;
/** The keys that the identity provider uses now. */
let keys: (KeyPair & { readonly kid: string })[];
let stop: () => Promise<void>;

beforeAll(async () => {
	keys = [await makeKey("first")];
	provider = createServer(async (_request, response) => {
		const published = await Promise.all(
			keys.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid })),
		);
		response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: published }));
	});
	await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
	const { port } = provider.address() as AddressInfo;
	engine = await prepareTestEngine();
	Object.assign(process.env, engine.environment, { JWKS_URL: `http://127.0.0.1:${port}`, TOKEN_ISSUER: ISSUER });
	const { workspace: jwt } = await import("../../examples/auth/jwt.ts");
	const cookie = createCookieWorkspace({ find: async (key) => sessions.get(key) ?? null }, [PAGE]);
	const session = createBetterAuthWorkspace(
		auth,
		async (_user, workspaceId) => (workspaceId === "mine" ? "editor" : null),
		[PAGE],
	);
	const registry = setup({ use: { jwt, cookie, session }, noWelcome: true, logging: { level: "silent" } });
	registry.start();
	await waitFor(async () => (await registry.routes.health()).ok, "the registry to be ready");
	stop = async () => {
		await registry.shutdown();
		await engine.stop();
		provider.close();
	};
});
afterAll(() => stop?.());

/** What a recipe answers somebody who asks for the session: `ok`, or the code of the refusal. */
async function ask(
	recipe: "jwt" | "cookie" | "session",
	headers: Headers,
	params?: unknown,
	workspaceId = "mine",
): Promise<string> {
	const client = createClient({ endpoint: engine.endpoint, disableMetadataLookup: true });
	const actorId = await client.getOrCreate(recipe, [workspaceId], { params }).resolve();
	await client.dispose();
	const { status, body } = await callWithHeaders(
		{ endpoint: engine.endpoint, actorId, params },
		"getSessionInfo",
		headers,
	);
	return status === 200 ? "ok" : String(JSON.parse(body).code);
}

describe("a JSON Web Token", () => {
	interface TokenOptions {
		readonly key?: KeyPair & { readonly kid: string };
		readonly issuer?: string;
		readonly audience?: string;
		readonly expires?: string;
		readonly workspaces?: object;
	}

	function sign({
		key = keys[0],
		issuer = ISSUER,
		audience = "workspace-chat",
		expires = "5 minutes",
		workspaces = { mine: "editor" },
	}: TokenOptions = {}) {
		if (!key) throw new Error("There is no key.");
		return new SignJWT({ name: "Ada", workspaces })
			.setProtectedHeader({ alg: "ES256", kid: key.kid })
			.setSubject("1")
			.setIssuer(issuer)
			.setAudience(audience)
			.setExpirationTime(expires)
			.sign(key.privateKey);
	}
	const askWith = async (token: Promise<string> | string) => ask("jwt", {}, { token: await token });

	test("opens the workspaces that it names", async () => {
		expect(await askWith(sign())).toBe("ok");
		expect(await askWith(sign({ workspaces: { other: "owner" } }))).toBe("forbidden");
	});

	test("is refused when it has expired, is of another issuer, or for another service", async () => {
		expect(await askWith(sign({ expires: "1 minute ago" }))).toBe("unauthenticated");
		expect(await askWith(sign({ issuer: "https://login.attacker.example" }))).toBe("unauthenticated");
		expect(await askWith(sign({ audience: "another-service" }))).toBe("unauthenticated");
	});

	test("is refused when somebody made it up: with their own key, without a signature, or with a changed role", async () => {
		const own = { ...(await makeKey("first")) };
		expect(await askWith(sign({ key: own }))).toBe("unauthenticated");
		const [, payload = "", signature = ""] = (await sign()).split(".");
		const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
		expect(await askWith(`${none}.${payload}.`)).toBe("unauthenticated");
		const owner = Buffer.from(Buffer.from(payload, "base64url").toString().replace("editor", "owner")).toString(
			"base64url",
		);
		expect(await askWith(`${(await sign()).split(".")[0]}.${owner}.${signature}`)).toBe("unauthenticated");
	});

	test("that is no token at all is refused before anybody looks at it", async () => {
		for (const params of [undefined, {}, { token: 7 }, "token", { token: "" }])
			expect([params, await ask("jwt", {}, params)]).toEqual([params, "unauthenticated"]);
	});

	test("signed with a new key of the provider is accepted", async () => {
		const next = await makeKey("second");
		keys = [next];
		// The library fetches the keys again at most every 30 seconds.
		const now = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 31_000);
		onTestFinished(() => now.mockRestore());
		expect(await askWith(sign({ key: next }))).toBe("ok");
	});
});

describe("a session cookie", () => {
	const askWith = (cookie: string, origin = PAGE) => ask("cookie", { cookie, origin });

	test("opens the workspace, also over a WebSocket", async () => {
		expect(await askWith("theme=dark; session=ada; other=1")).toBe("ok");
		const client = createClient({ endpoint: engine.endpoint, disableMetadataLookup: true });
		const actorId = await client.getOrCreate("cookie", ["mine"]).resolve();
		await client.dispose();
		const target = { endpoint: engine.endpoint, actorId };
		expect(await openSocketWithHeaders(target, { cookie: "session=ada", origin: PAGE })).toContain("Init");
		expect(await openSocketWithHeaders(target, { cookie: "session=zoe", origin: PAGE })).toContain("unauthenticated");
	});

	test.each([
		["is missing", "theme=dark"],
		["is somebody's guess", "session=zoe"],
		["is the stored hash", `session=${hash("ada")}`],
		["is another cookie with a similar name", "my-session=ada"],
		["has expired", "session=old"],
		["belongs to somebody without access", "session=ben"],
	])("that %s is refused", async (_what, cookie) => {
		expect(await askWith(cookie)).toBe("unauthenticated");
	});

	test("that the browser sends for a page of another site is refused", async () => {
		expect(await askWith("session=ada", "https://attacker.example")).toBe("origin_not_allowed");
	});
});

describe("a session of Better Auth", () => {
	/** The cookies that a browser has after somebody has signed up. */
	async function signUp(name: string): Promise<string> {
		const body = { name, email: `${name.toLowerCase()}@example.com`, password: "correct horse battery" };
		const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true });
		return headers
			.getSetCookie()
			.map((cookie) => cookie.split(";")[0])
			.join("; ");
	}

	test("opens the workspace until somebody signs out", async () => {
		const cookie = await signUp("Ada");
		expect(await ask("session", { cookie, origin: PAGE })).toBe("ok");
		expect(await ask("session", { cookie, origin: PAGE }, undefined, "another")).toBe("forbidden");
		await auth.api.signOut({ headers: new Headers({ cookie }) });
		expect(await ask("session", { cookie, origin: PAGE })).toBe("unauthenticated");
	});

	test("whose signature was changed is refused, and so is one that another site sends", async () => {
		const cookie = await signUp("Ben");
		expect(await ask("session", { cookie: cookie.replace(/(=[^.]+)\./, "$1x."), origin: PAGE })).toBe(
			"unauthenticated",
		);
		expect(await ask("session", { cookie, origin: "https://attacker.example" })).toBe("origin_not_allowed");
		expect(await ask("session", { origin: PAGE })).toBe("unauthenticated");
	});
});
