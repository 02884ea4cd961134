import { render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, onTestFinished, test, vi } from "vitest";
import { parseFileUri, ResourceView } from "../../../src/components/content/ResourceView.tsx";
import { defaultUrlPolicy, MarkdownProvider } from "../../../src/index.ts";
import type { ContentBlock } from "../../../src/protocol/index.ts";
import { session } from "../../../stories/fixtures/people.ts";
import { message } from "../../../stories/fixtures/sampleItems.ts";
import { renderWorkspaceChat } from "../renderWorkspaceChat.tsx";

const linkTo = (uri: string, name: string) => ({ type: "resource_link", uri, name }) as const;

function renderChatWith(...blocks: readonly ContentBlock[]) {
	const files = { "src/app.ts": "one\ntwo\nthree\n" };
	return renderWorkspaceChat({ files, session, items: [{ ...message, turnId: null, blocks }], props: { panel: true } });
}

test("a file of the agent's folder opens in the side panel, at its line", async () => {
	const { user } = renderChatWith(linkTo("file:///workspace/src/app.ts#L2", "The app"));
	await user.click(await screen.findByRole("button", { name: "The app" }));
	const panel = within(await screen.findByRole("complementary", { name: "Files and processes" }));
	expect(await panel.findByText(/three/)).toBeVisible();
});

test.each([
	"file:///etc/passwd",
	"file:///workspace/../etc/passwd",
	"file://host/workspace/a",
	"javascript:alert(1)",
	"a b",
])("what is elsewhere or may not be opened is a name alone: %s", async (uri) => {
	renderChatWith(linkTo(uri, "The app"));
	expect((await screen.findByText("The app", { selector: "bdi" })).closest("button, a")).toBeNull();
});

test("a link to the web goes where the URL policy lets it, in a tab of its own", () => {
	const block = linkTo("https://example.com/guide", "Guide");
	const { rerender } = render(<ResourceView id="a" resource={block} />);
	const link = screen.getByRole("link", { name: "Guide" });
	expect(link).toHaveAttribute("href", "https://example.com/guide");
	expect(link).toHaveAttribute("target", "_blank");
	expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
	rerender(
		<MarkdownProvider urlPolicy={{ ...defaultUrlPolicy, link: () => null }}>
			<ResourceView id="a" resource={block} />
		</MarkdownProvider>,
	);
	expect(screen.queryByRole("link")).not.toBeInTheDocument();
});

test("a link shows any type and size that the agent reports", () => {
	const link = linkTo("file:///workspace/guide.pdf", "guide.pdf");
	const { rerender } = render(<ResourceView id="a" resource={{ ...link, mimeType: "application/pdf", size: 4_200 }} />);
	expect(screen.getByText("application/pdf · 4.2 kB")).toBeVisible();
	rerender(<ResourceView id="a" resource={{ ...link, mimeType: "<b>", size: -1 }} />);
	expect(screen.getByText("guide.pdf").parentElement).toHaveTextContent(/^guide\.pdf$/);
});

test("an address of a file is read as its letters, and an invalid address is none", () => {
	expect(parseFileUri("file:///a%20b/c.ts#L12:3")).toEqual({ path: "/a b/c.ts", line: 12 });
	expect(parseFileUri("file:///a.ts#L0")).toEqual({ path: "/a.ts" });
	expect(parseFileUri("file:///%FF")).toBeNull();
	expect(parseFileUri("/srv/site/100%.png")).toEqual({ path: "/srv/site/100%.png" });
	expect(parseFileUri("//host/share.png")).toBeNull();
});

/** Where a file would be saved, and with what in it. */
function watchDownloads() {
	const saved: { name: string; address: string; blob: Blob }[] = [];
	const blobs = new Map<string, Blob>();
	const create = vi.spyOn(URL, "createObjectURL").mockImplementation((blob) => {
		const address = `blob:${blobs.size}`;
		if (blob instanceof Blob) blobs.set(address, blob);
		return address;
	});
	const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
		const blob = blobs.get(this.href);
		if (blob) saved.push({ name: this.download, address: this.href, blob });
	});
	onTestFinished(() => {
		create.mockRestore();
		click.mockRestore();
	});
	return saved;
}

test("a file of any other type can be saved under its own name, as bytes that no browser opens", async () => {
	const saved = watchDownloads();
	const blob = btoa("<script>run()</script>");
	render(
		<ResourceView id="a" resource={{ type: "resource", uri: "file:///a/page.html", mimeType: "text/html", blob }} />,
	);
	expect(screen.getByText("text/html · 22 bytes")).toBeVisible();
	const save = screen.getByRole("button", { name: "Save" });
	expect(save).toHaveAttribute("aria-description", "page.html");
	await userEvent.click(save);
	expect(saved).toMatchObject([{ name: "page.html", blob: { type: "application/octet-stream", size: 22 } }]);
});

test("a file in the alphabet of base64 for URLs can be saved, too", async () => {
	const saved = watchDownloads();
	render(<ResourceView id="a" resource={{ type: "resource", uri: "file:///a/page.bin", blob: "A-_A\n_w" }} />);
	expect(screen.getByText("a/page.bin").parentElement).toHaveTextContent("a/page.bin 4 bytes");
	await userEvent.click(screen.getByRole("button", { name: "Save" }));
	expect(saved).toMatchObject([{ blob: { size: 4 } }]);
});

test("the name under which a file is saved holds nothing that could hide what it is", async () => {
	const saved = watchDownloads();
	render(<ResourceView id="a" resource={{ type: "resource", uri: 'file:///a/b"\u202Efdp.exe', blob: "AAAA" }} />);
	await userEvent.click(screen.getByRole("button", { name: "Save" }));
	expect(saved).toMatchObject([{ name: "b__fdp.exe" }]);
});

test.each([
	["too large", "A".repeat(1_400_000), "1.1 MB"],
	["truncated for the wire", "", ""],
	["no base64", "#", ""],
])("a file that is %s cannot be saved", (_why, blob, size) => {
	render(<ResourceView id="a" resource={{ type: "resource", uri: "file:///a/page.bin", blob }} />);
	expect(screen.getByText("a/page.bin").parentElement).toHaveTextContent(`a/page.bin ${size}`.trim());
	expect(screen.queryByRole("button")).not.toBeInTheDocument();
});
