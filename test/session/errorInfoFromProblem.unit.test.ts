import { expect, test } from "vitest";
import { errorInfoFromProblem, parseProblem } from "../../actors/sandbox/problem.ts";

/** A problem document of the sandbox-agent server. */
function problem(type: string, detail: string, details = {}): string {
	return JSON.stringify({ type: `urn:sandbox-agent:error:${type}`, title: type, detail, details });
}

test.each([
	[400, problem("unsupported_agent", "unsupported agent: nobody"), "agent_not_installed"],
	[500, problem("install_failed", "install failed: codex", { stderr: "dns error" }), "agent_not_installed"],
	[502, problem("stream_error", "stream error: failed to start agent process: No such file"), "agent_not_installed"],
	[502, problem("stream_error", "stream error: failed writing to agent stdin: Broken pipe"), "agent_exited"],
	[400, problem("invalid_request", "invalid request: missing required 'agent' query parameter"), "sandbox_failed"],
	[404, problem("session_not_found", "session not found: x"), "sandbox_failed"],
	[401, problem("token_invalid", "token invalid"), "sandbox_unreachable"],
	[413, "length limit exceeded", "prompt_too_long"],
	[418, "", "sandbox_failed"],
])("status %i with %s becomes %s", (status, body, code) => {
	expect(errorInfoFromProblem(parseProblem(status, body), "mock").code).toBe(code);
});

test("the detail of a failed installation contains the installer's output", () => {
	const { detail } = parseProblem(500, problem("install_failed", "install failed: codex", { stderr: "dns error" }));
	expect(detail).toBe("install failed: codex: dns error");
});

test("a page of another server is not quoted", () => {
	expect(parseProblem(502, "<h1>internal host 10.0.0.7</h1>")).toEqual({
		status: 502,
		type: "",
		detail: "HTTP status 502",
	});
});
