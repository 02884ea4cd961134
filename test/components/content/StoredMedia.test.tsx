import { render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { contentUrlsOf } from "../../../src/components/content/contentUrls.ts";
import { StoredMedia } from "../../../src/components/content/StoredMedia.tsx";
import type { WorkspaceStore } from "../../../src/core/index.ts";
import { useWorkspaceStore, Workspace, WorkspaceProvider } from "../../../src/index.ts";
import { createMemoryWorkspace } from "../../../src/testing/index.ts";

/** Two of them are more than is kept unused. */
const LARGE = 30_000_000;

const revoked: string[] = [];

/** The browser's part: nothing comes near the view, and addresses are counted. jsdom has neither. */
beforeEach(() => {
	revoked.length = 0;
	let count = 0;
	vi.stubGlobal(
		"IntersectionObserver",
		class {
			observe() {}
			disconnect() {}
		},
	);
	URL.createObjectURL = () => `blob:${++count}`;
	URL.revokeObjectURL = (url) => void revoked.push(url);
});

afterEach(() => {
	vi.unstubAllGlobals();
	Reflect.deleteProperty(URL, "createObjectURL");
	Reflect.deleteProperty(URL, "revokeObjectURL");
});

interface SoundProps {
	readonly isShown: boolean;
	/** Receives the store. */
	readonly found: WorkspaceStore[];
}

function Sound({ isShown, found }: SoundProps) {
	found.push(useWorkspaceStore());
	return isShown && <StoredMedia kind="audio" mimeType="audio/ogg" content={{ id: "sound", size: LARGE }} />;
}

async function loadAndRelease(store: WorkspaceStore, id: string, mimeType: string): Promise<void> {
	const { loaded, release } = contentUrlsOf(store).use(id, mimeType);
	await loaded;
	release();
}

test("sound that another part has loaded keeps its address while it is shown", async () => {
	const workspace = createMemoryWorkspace();
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	const found: WorkspaceStore[] = [];
	const show = (isShown: boolean) => (
		<WorkspaceProvider connect={connect} storage={null}>
			<Workspace workspaceId="memory">
				<Sound isShown={isShown} found={found} />
			</Workspace>
		</WorkspaceProvider>
	);
	const { rerender } = render(show(false));
	const store = found.at(-1);
	if (!store) throw new Error("The workspace has no store.");
	vi.spyOn(store, "readContent").mockImplementation(async () => new Uint8Array(LARGE));
	await loadAndRelease(store, "sound", "audio/ogg");

	rerender(show(true));
	expect(screen.getByLabelText("Audio")).toHaveAttribute("src", "blob:1");
	await loadAndRelease(store, "picture", "image/png");
	expect(revoked).toEqual([]);

	rerender(show(false));
	expect(revoked).toEqual(["blob:1"]);
});
