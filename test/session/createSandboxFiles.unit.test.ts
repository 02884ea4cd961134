import type { SandboxAgent } from "sandbox-agent";
import { expect, test } from "vitest";
import { createSandboxFiles } from "../../actors/sandbox/sandboxFiles.ts";

/** A server that takes so many parts and then no more, and what lies in it. */
function openServer(partsTaken: number) {
	const files = new Set<string>();
	const server = {
		async writeFsFile({ path }: { readonly path: string }) {
			if (files.size >= partsTaken) throw new Error("The disk is full.");
			files.add(path);
			return { path };
		},
		async moveFs({ from, to }: { readonly from: string; readonly to: string }) {
			files.delete(from);
			files.add(to);
		},
		deleteFsEntry: async ({ path }: { readonly path: string }) => files.delete(path),
	} as unknown as SandboxAgent;
	return { files, write: createSandboxFiles(server, "/work", 1_000).write };
}

const parts = (count: number) => Array.from({ length: count }, () => new Uint8Array(1));

test.each([1, 2])("a file that breaks off after %s of its parts leaves none of them", async (taken) => {
	const { files, write } = openServer(taken);
	await expect(write("a.txt", parts(3))).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect([...files]).toEqual([]);
});

test("a file in one part gets its name, and stays", async () => {
	const { files, write } = openServer(1);
	expect(await write("a.txt", parts(1))).toBe("a.txt");
	expect([...files]).toEqual(["a.txt"]);
});
