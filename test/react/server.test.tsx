// @vitest-environment node
import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { WorkspaceChat } from "../../src/index.ts";

test("renders on a server, without a window and without a connection", () => {
	expect(globalThis).not.toHaveProperty("window");
	const html = renderToString(<WorkspaceChat workspaceId="acme/web" endpoint="https://rivet.example.com" />);
	expect(html).toContain("Loading…");
	expect(html).toContain("<textarea");
});
