import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Markdown, THROTTLE_MS } from "../../../src/components/markdown/Markdown.tsx";
import { MarkdownProvider } from "../../../src/components/markdown/MarkdownProvider.tsx";
import { defaultUrlPolicy } from "../../../src/components/primitives/urlPolicy.ts";
import { passTime } from "./passTime.ts";

afterEach(() => {
	vi.useRealTimers();
});

test("headings rank below those of the page and of the turns", () => {
	render(<Markdown text={"# One\n\n## Two\n\n###### Six"} />);
	expect(screen.getAllByRole("heading").map((heading) => heading.tagName)).toEqual(["H4", "H5", "H6"]);
});

test("a list of tasks says what is done", () => {
	render(<Markdown text={"- [x] a\n- [ ] b"} />);
	const [done, toDo] = screen.getAllByRole("listitem");
	expect(within(done as HTMLElement).getByRole("img", { name: "Done" })).toBeVisible();
	expect(within(toDo as HTMLElement).getByRole("img", { name: "To do" })).toBeVisible();
});

test("a numbered list begins where it was written to", () => {
	render(<Markdown text={"3. a\n4. b"} />);
	expect(screen.getByRole("list")).toHaveAttribute("start", "3");
});

test("a table has headers, and cells with line breaks and characters by name", () => {
	render(<Markdown text={"| a | b |\n|---|--:|\n| one<br>two | 1 &lt; 2 |"} />);
	expect(screen.getAllByRole("columnheader").map((cell) => cell.textContent)).toEqual(["a", "b"]);
	const [first, second] = screen.getAllByRole("cell");
	expect(first?.querySelector("br")).not.toBeNull();
	expect(second).toHaveTextContent("1 < 2");
	expect(second).toHaveAttribute("data-align", "right");
});

test("code names its language and is copied without a newline at the end", async () => {
	const user = userEvent.setup();
	render(<Markdown text={"```ts title=a.ts\nconst a = 1;\n```"} />);
	expect(screen.getByRole("figure", { name: "Code in ts" })).toBeVisible();
	await user.click(screen.getByRole("button", { name: "Copy" }));
	expect(await navigator.clipboard.readText()).toBe("const a = 1;");
	expect(await screen.findByRole("button", { name: "Copied" })).toBeVisible();
});

test("copying that fails says so", async () => {
	const user = userEvent.setup();
	vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new DOMException("denied", "NotAllowedError"));
	render(<Markdown text={"```\na\n```"} />);
	await user.click(screen.getByRole("button", { name: "Copy" }));
	expect(await screen.findByRole("button", { name: "Couldn’t copy" })).toBeVisible();
});

test("the mark of a footnote moves the focus to the footnote", async () => {
	const user = userEvent.setup();
	render(
		<>
			<Markdown text={"a[^1]\n\n[^1]: first"} />
			<Markdown text={"b[^1]\n\n[^1]: second"} />
		</>,
	);
	const [, second] = screen.getAllByRole("button", { name: "Footnote 1" });
	await user.click(second as HTMLElement);
	expect(screen.getAllByRole("note", { name: "Footnote 1" })[1]).toHaveFocus();
	expect(document.activeElement).toHaveTextContent("second");
});

test("a footnote leads back to the reference the reader came from, or else to the first", async () => {
	const user = userEvent.setup();
	render(<Markdown text={"one[^1] and two[^1]\n\n[^1]: first"} />);
	const [first, second] = screen.getAllByRole("button", { name: "Footnote 1" });
	const back = screen.getByRole("button", { name: "Back to the text" });
	await user.click(back);
	expect(first).toHaveFocus();
	await user.click(second as HTMLElement);
	await user.click(back);
	expect(second).toHaveFocus();
});

test("an image that may not load is a link to it, with its words", () => {
	render(<Markdown text={"![a chart](https://example.com/a.png)"} />);
	expect(screen.getByRole("link", { name: "Image: a chart" })).toHaveAttribute("href", "https://example.com/a.png");
});

test("another URL policy decides instead, for one text or for all below a provider", () => {
	const urlPolicy = { ...defaultUrlPolicy, image: (source: string) => source, link: () => null };
	const text = "![a](https://example.com/a.png) [b](https://example.com)";
	render(
		<>
			<Markdown text={text} urlPolicy={urlPolicy} />
			<MarkdownProvider urlPolicy={urlPolicy}>
				<Markdown text={text} />
			</MarkdownProvider>
		</>,
	);
	const images = screen.getAllByRole("img", { name: "a" });
	expect(images.map((image) => image.getAttribute("src"))).toEqual(Array(2).fill("https://example.com/a.png"));
	expect(screen.queryByRole("link")).toBeNull();
});

test("code is shown by renderCode, which learns whether more may come", () => {
	const seen: unknown[] = [];
	const renderCode = (code: { readonly text: string; readonly language: string; readonly streaming: boolean }) => {
		seen.push(code);
		return <b>{code.text}</b>;
	};
	render(<Markdown text={"```js\na"} streaming renderCode={renderCode} />);
	expect(screen.getByText("a").tagName).toBe("B");
	expect(seen).toContainEqual({ text: "a", language: "js", streaming: true });
});

test("appending leaves the elements of finished blocks alone", () => {
	vi.useFakeTimers();
	const shown: string[] = [];
	const renderCode = ({ text }: { readonly text: string }) => {
		shown.push(text);
		return text;
	};
	const start = "```\nfirst\n```\n\nsecond\n\n";
	const { container, rerender } = render(<Markdown text={`${start}th`} streaming renderCode={renderCode} />);
	const before = [...container.querySelectorAll("figure, p")].slice(0, 2);
	shown.length = 0;
	rerender(<Markdown text={`${start}third and more`} streaming renderCode={renderCode} />);
	passTime(THROTTLE_MS);
	expect(container).toHaveTextContent("third and more");
	expect([...container.querySelectorAll("figure, p")].slice(0, 2)).toEqual(before);
	expect(shown).toEqual([]);
});

test("closing a text does not replace what it shows", () => {
	const { container, rerender } = render(<Markdown text="a **b**" streaming />);
	const before = container.querySelector("strong");
	rerender(<Markdown text="a **b**" />);
	expect(container.querySelector("strong")).toBe(before);
});

test("a paragraph with thousands of pieces is rendered in groups", () => {
	const { container, rerender } = render(<Markdown text="a" />);
	rerender(<Markdown text={"a **b** ".repeat(3_000)} />);
	expect(container.querySelectorAll("strong")).toHaveLength(3_000);
	expect(container.querySelector("p")?.children.length).toBeLessThan(30);
});

describe("a text that grows", () => {
	function grow(first: string) {
		vi.useFakeTimers();
		const { container, rerender, unmount } = render(<Markdown text={first} streaming />);
		return {
			container,
			unmount,
			write: (text: string, open = true) => rerender(<Markdown text={text} streaming={open} />),
		};
	}

	test("is drawn at once after a rest, and then every 33 ms with all that came by then", () => {
		const { container, write } = grow("a");
		write("a b");
		passTime(0);
		expect(container).toHaveTextContent(/^a b$/);
		passTime(10);
		write("a b c");
		passTime(10);
		write("a b c d");
		passTime(12);
		expect(container).toHaveTextContent(/^a b$/);
		passTime(1);
		expect(container).toHaveTextContent(/^a b c d$/);
	});

	test("is drawn to its end as soon as it is closed", () => {
		const { container, write } = grow("a");
		write("a b");
		write("a b c", false);
		expect(container).toHaveTextContent(/^a b c$/);
		write("a b c d", false);
		expect(container).toHaveTextContent(/^a b c d$/);
		write("a b c d e");
		passTime(THROTTLE_MS);
		expect(container).toHaveTextContent(/^a b c d e$/);
	});

	test("is drawn at once where it is another text", () => {
		const { container, write } = grow("a");
		write("a b");
		write("b c");
		expect(container).toHaveTextContent(/^b c$/);
		passTime(THROTTLE_MS);
		expect(container).toHaveTextContent(/^b c$/);
	});

	test("leaves no timer when it is closed, nor when it goes", () => {
		const { unmount, write } = grow("a");
		write("a b");
		expect(vi.getTimerCount()).toBe(1);
		write("a b", false);
		expect(vi.getTimerCount()).toBe(0);
		write("a b");
		write("a b c");
		expect(vi.getTimerCount()).toBe(1);
		unmount();
		expect(vi.getTimerCount()).toBe(0);
	});
});
