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
		queueMicrotask(() =>
			this.dispatchEvent(new MessageEvent("message", { data: { id: request.id, lines, keptLines: 0 } })),
		);
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

test("only what was added to growing code is tokenized", async () => {
	const { container, rerender } = render(<HighlightedText text={"import one\nim"} language="typescript" streaming />);
	await waitFor(() => expect(screen.getByText("import one")).toHaveAttribute("data-code", "keyword"));
	rerender(<HighlightedText text={"import one\nimport two\n"} language="typescript" streaming />);
	await waitFor(() => expect(screen.getByText("import two")).toHaveAttribute("data-code", "keyword"));
	expect(asked.map(({ knownLength }) => knownLength)).toEqual([0, "import one".length]);
	expect(container).toHaveTextContent("import one import two");
});

test.each([1, 49, 50, 51, 100, 149, 150, 151])("%i lines are shown as they are, in groups of 50", async (count) => {
	const line = (index: number) => `import line${index}`;
	const text = Array.from({ length: count }, (_, index) => line(index)).join("\n");
	for (const shown of [text, `${text}\n`, `${text}\n\n`]) {
		const { container, unmount } = render(<HighlightedText text={shown} language="typescript" />);
		await waitFor(() => expect(screen.getByText(line(count - 1))).toHaveAttribute("data-code", "keyword"));
		expect(container.textContent).toBe(shown);
		unmount();
	}
});

test("a last line that has grown since it was tokenized is shown as it is", async () => {
	const { container, rerender } = render(<HighlightedText text={"import a\nimport b"} language="typescript" />);
	await waitFor(() => expect(screen.getByText("import b")).toHaveAttribute("data-code", "keyword"));
	rerender(<HighlightedText text={"import a\nimport bigger"} language="typescript" />);
	expect(container.textContent).toBe("import a\nimport bigger");
});
