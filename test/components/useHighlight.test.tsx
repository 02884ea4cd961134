import { render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { HighlightRequest } from "../../src/components/highlight/codeTokens.ts";
import { HighlightedText } from "../../src/components/highlight/HighlightedText.tsx";
import { cachedHighlight, highlightCode } from "../../src/components/highlight/highlightCode.ts";
import { Markdown } from "../../src/markdown.ts";

/** The requests to the workers, and how many of the next ones fail. */
const asked: HighlightRequest[] = [];
let failures = 0;

class FailingWorker extends EventTarget {
	terminate() {}
	postMessage(request: HighlightRequest) {
		asked.push(request);
		const lines = failures-- > 0 ? null : request.code.split("\n").map((text) => [{ text, kind: "keyword" }]);
		queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: { id: request.id, lines } })));
	}
}

beforeEach(() => {
	asked.length = 0;
	vi.stubGlobal("Worker", FailingWorker);
});
afterEach(() => {
	vi.unstubAllGlobals();
});

test("code that the worker fails to tokenize once is retried with its grammar", async () => {
	failures = 1;
	render(<HighlightedText text="import once" language="typescript" />);
	await waitFor(() => expect(screen.getByText("import once")).toHaveAttribute("data-code", "keyword"));
	expect(asked.map(({ grammar }) => grammar !== null)).toEqual([true, true]);
});

test("a block that was completed while its beginning failed is tokenized as a whole", async () => {
	failures = 1;
	const { rerender } = render(<HighlightedText text={"import first\nim"} language="typescript" streaming />);
	rerender(<HighlightedText text={"import first\nimport second"} language="typescript" />);
	await waitFor(() => expect(screen.getByText("import second")).toHaveAttribute("data-code", "keyword"));
});

test("the last line of a streaming code block is not tokenized", async () => {
	render(<Markdown text={"```ts\nimport whole\nimp"} streaming />);
	await waitFor(() => expect(screen.getByText("import whole")).toHaveAttribute("data-code", "keyword"));
	expect(asked.map(({ code }) => code)).toEqual(["import whole"]);
});

test("code that the worker always fails to tokenize stays plain", async () => {
	failures = 100;
	const { rerender } = render(<HighlightedText text="import never" language="typescript" />);
	await waitFor(() => expect(asked).toHaveLength(2));
	failures = 0;
	rerender(<HighlightedText text="import later" language="typescript" />);
	await waitFor(() => expect(screen.getByText("import later")).toHaveAttribute("data-code", "keyword"));
	expect(asked.filter(({ code }) => code === "import never")).toHaveLength(2);
});

test("only the newest version of growing code is cached", async () => {
	await highlightCode("import grown", "typescript");
	await highlightCode("import grown from", "typescript");
	expect(cachedHighlight("import grown from", "typescript")).toBeDefined();
	expect(cachedHighlight("import grown", "typescript")).toBeUndefined();
});
