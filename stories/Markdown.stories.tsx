import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { Markdown } from "../src/components/markdown/Markdown.tsx";
import { MarkdownProvider } from "../src/components/markdown/MarkdownProvider.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import {
	everything,
	formulas,
	halfWritten,
	highlighted,
	hostile,
	rightToLeft,
	tags,
	unspaced,
	wide,
} from "./fixtures/markdownSamples.ts";

const meta: Meta<typeof Markdown> = {
	title: "Parts/Markdown",
	id: "content-markdown",
	component: Markdown,
	decorators: [
		(Story) => (
			<ContentPage>
				<Story />
			</ContentPage>
		),
	],
};

export default meta;
type Story = StoryObj<typeof Markdown>;

export const Everything: Story = { args: { text: everything } };

export const Wide: Story = { args: { text: wide } };

/** The gaps between the text of a block and the block's left and right edge, in pixels. */
function gapsOf(block: Element): { left: number; right: number } {
	const range = document.createRange();
	range.selectNodeContents(block);
	const [text, box] = [range.getBoundingClientRect(), block.getBoundingClientRect()];
	return { left: text.left - box.left, right: box.right - text.right };
}

/** Each heading, paragraph and cell goes its own way. */
export const RightToLeft: Story = {
	args: { text: rightToLeft },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		const [heading, english] = [canvas.getByRole("heading"), canvas.getByText(/tries again/)].map(gapsOf);
		await expect(heading?.right).toBeLessThan(1);
		await expect(heading?.left).toBeGreaterThan(1);
		await expect(english?.left).toBeLessThan(1);
		const [hebrew, path] = [canvas.getByText("שלום"), canvas.getByText("src/upload.ts", { selector: "td" })].map(
			gapsOf,
		);
		await expect(hebrew?.left).toBeGreaterThan((hebrew?.right ?? 0) + 1);
		await expect(path?.right).toBeGreaterThan((path?.left ?? 0) - 1);
	},
};

export const Hostile: Story = {
	args: { text: hostile },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(canvas.queryAllByRole("img", { name: "" })).toHaveLength(0);
		const addresses = canvas.queryAllByRole("link").map((link) => link.getAttribute("href"));
		await expect(addresses).toEqual(["https://tracker.example/pixel.png?secret=1"]);
	},
};

/** Tags without attributes are elements. Others are text, and comments are not shown. */
export const Tags: Story = {
	args: { text: tags },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const code = canvasElement.querySelector("details pre");
		await expect(code).not.toBeVisible();
		await userEvent.click(canvas.getByText("tested"));
		await waitFor(() => expect(code).toBeVisible());
		await expect(canvas.getByText(/<span class="red">this<\/span>/)).toBeVisible();
		await expect(canvasElement).not.toHaveTextContent("Nobody sees this");
	},
};

/** Emphasis and addresses beside Chinese, Japanese and Korean. */
export const Unspaced: Story = {
	args: { text: unspaced },
	play: async ({ canvasElement }) => {
		const bold = [...canvasElement.querySelectorAll("strong")].map((strong) => strong.textContent);
		await expect(bold).toEqual(["「重要な変更」", "“重要”", "注意：", "이 용어(This term)"]);
		const addresses = within(canvasElement)
			.getAllByRole("link")
			.map((link) => link.getAttribute("href"));
		await expect(addresses).toEqual(["https://example.com/docs", "https://example.com/guide"]);
	},
};

export const HalfWritten: Story = {
	render: () => (
		<dl>
			{Object.entries(halfWritten).map(([name, text]) => (
				<div key={name} style={{ marginBlockEnd: "1rem" }}>
					<dt style={{ font: "500 0.75rem system-ui" }}>{name}</dt>
					<dd style={{ margin: 0 }}>
						<Markdown text={text} streaming />
					</dd>
				</div>
			))}
		</dl>
	),
};

export const CopiesCode: Story = {
	args: { text: "```sh\nnpm test\n```" },
	play: async ({ canvasElement, userEvent }) => {
		const copied: string[] = [];
		Object.defineProperty(navigator, "clipboard", {
			configurable: true,
			value: { writeText: async (text: string) => void copied.push(text) },
		});
		const button = within(canvasElement).getByRole("button", { name: "Copy" });
		await userEvent.click(button);
		await expect(await within(canvasElement).findByRole("button", { name: "Copied" })).toBeVisible();
		await expect(copied).toEqual(["npm test"]);
	},
};

/** The colours come from a worker, a moment after the text. */
export const Highlighted: Story = {
	args: { text: highlighted },
	play: async ({ canvasElement }) => {
		const block = within(canvasElement).getByRole("figure", { name: "Code in python" });
		await waitFor(() => expect(block.querySelector('[data-code="keyword"]')).toHaveTextContent("def"));
		await expect(block.querySelector("code")).toHaveTextContent("def retry(times: int)");
	},
};

/** Code that grows keeps its colours, and its last line gets them when it ends. */
export const HighlightedWhileGrowing: Story = {
	args: { text: "```ts\nconst tries = 5;\nconst wa", streaming: true },
	play: async ({ canvasElement }) => {
		const code = within(canvasElement).getByRole("figure", { name: "Code in ts" }).querySelector("code");
		await waitFor(() => expect(code?.querySelectorAll('[data-code="keyword"]').length).toBeGreaterThan(0));
		await expect(code?.textContent).toBe("const tries = 5;\nconst wa");
		// The last line may still change its meaning, so it has no colours yet.
		await expect(code?.querySelector(".wsc-code-lines")?.lastChild?.textContent).toBe("\nconst wa");
	},
};

const Diagram = ({ text }: { readonly text: string }) => (
	<figure aria-label="Diagram" style={{ margin: "1em 0", padding: "1em", border: "1px solid", borderRadius: 8 }}>
		{text
			.split("\n")
			.slice(1)
			.map((line) => line.replace("-->", "→"))
			.join("; ")}
	</figure>
);
const Formula = ({ text, display }: { readonly text: string; readonly display: boolean }) => (
	<var style={display ? { display: "block", textAlign: "center" } : undefined}>{text}</var>
);
const Failing = (): never => {
	throw new Error("This diagram cannot be drawn.");
};

/** A host's own components for diagrams and formulas. One that throws leaves the code as it was written. */
export const DiagramsAndFormulas: Story = {
	render: () => (
		<MarkdownProvider code={{ mermaid: Diagram, dot: Failing }} math={Formula}>
			<Markdown text={formulas} />
		</MarkdownProvider>
	),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(canvas.getByRole("figure", { name: "Diagram" })).toHaveTextContent("upload → server");
		await expect(canvas.getByRole("figure", { name: "Code in dot" })).toBeVisible();
		await expect([...canvasElement.querySelectorAll("var")].map((formula) => formula.textContent)).toEqual([
			"t_n = 2^n \\cdot 100",
			"\\sum_{n=1}^{5} t_n",
		]);
		await expect(canvas.getByText(/costs \$5 to \$10/)).toBeVisible();
	},
};
