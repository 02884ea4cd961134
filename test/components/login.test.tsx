import { screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ActionName, Login, LoginMethod, Session } from "../../src/protocol/index.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const login: Login = {
	methods: [
		{ id: "browser", name: "Sign in with Acme", description: "Opens a page of Acme", type: "agent" },
		{ id: "key", name: "API key", type: "env_var", variables: ["ACME_KEY"], link: "https://acme.example/keys" },
		{ id: "tty", name: "Terminal", type: "terminal", args: ["--cli", "login"] },
	],
};

const state = {
	status: "failed",
	error: { code: "login_required", message: "The agent needs a login.", detail: "Token expired" },
	retryAt: null,
} as const;

function renderNeedsLogin(session: Partial<Session> = {}, allowed?: readonly ActionName[]) {
	return renderWorkspaceChat({ session: { agent: "claude", login, state, ...session }, allowed });
}

test("an agent that needs a login offers its logins, and says what to do for those it cannot carry out", async () => {
	const { workspace } = renderNeedsLogin();
	expect(await screen.findByText("Claude needs a login")).toBeVisible();
	expect(screen.getByText("Token expired")).toBeVisible();
	const [own, key, terminal] = within(screen.getByRole("list", { name: "Claude needs a login" })).getAllByRole(
		"listitem",
	);
	expect(key).toHaveTextContent("Set in the agent’s environment:ACME_KEY");
	expect(within(key as HTMLElement).getByRole("link")).toHaveAttribute("href", "https://acme.example/keys");
	expect(terminal).toHaveTextContent("run the agent’s program with--cli login");
	expect(within(terminal as HTMLElement).queryByRole("button")).not.toBeInTheDocument();

	await userEvent.click(within(own as HTMLElement).getByRole("button", { name: "Sign in with Acme" }));
	await waitFor(() => expect(screen.queryByText("Claude needs a login")).not.toBeInTheDocument());
	expect(workspace.get().session?.state.status).toBe("ready");
});

test("people who may not log the agent in are told who may", async () => {
	renderNeedsLogin({}, ["sync", "getHistory", "prompt", "restartSession"]);
	expect(await screen.findByText("Ask an owner to log it in.")).toBeVisible();
	expect(screen.queryByRole("button", { name: "Sign in with Acme" })).not.toBeInTheDocument();
});

test("a login that was started is waited for, by name", async () => {
	renderNeedsLogin({ login: { ...login, pending: "browser" }, state: { status: "starting", since: Date.now() } });
	expect(await screen.findByText("Waiting for the login: Sign in with Acme")).toBeVisible();
	expect(screen.queryByRole("button", { name: "API key" })).not.toBeInTheDocument();
});

test("a login that does not come to an end can be replaced by another one", async () => {
	const device: LoginMethod = { id: "device", name: "Device code", type: "agent" };
	const { workspace } = renderNeedsLogin({
		login: { methods: [...login.methods, device], pending: "browser" },
		state: { status: "starting", since: Date.now() },
	});
	await userEvent.click(await screen.findByRole("button", { name: "Device code" }));
	await waitFor(() => expect(workspace.get().session?.state.status).toBe("ready"));
});
