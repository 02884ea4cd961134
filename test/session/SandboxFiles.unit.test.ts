import { expect, test } from "vitest";
import { SandboxFiles } from "../../actors/sandbox/SandboxFiles.ts";
import type { Sandbox } from "../../actors/sandbox/sandbox.ts";

/** A server whose disk is full after this many parts, and the files it holds. */
function openServer(maxParts: number) {
	const files = new Set<string>();
	const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
		const { pathname, searchParams } = new URL(String(input));
		const path = searchParams.get("path") ?? "";
		if (pathname === "/v1/fs/file") {
			if (files.size >= maxParts) throw new Error("The disk is full.");
			files.add(path);
		}
		if (pathname === "/v1/fs/move") {
			const { from, to } = JSON.parse(String(init.body));
			files.delete(from);
			files.add(to);
		}
		if (init.method === "DELETE") files.delete(path);
		return Response.json({ path });
	};
	const sandbox = { baseUrl: "http://sandbox", headers: {}, cwd: "/work", fetch } as unknown as Sandbox;
	return { files, sandboxFiles: new SandboxFiles(sandbox, 1_000) };
}

const parts = (count: number) => Array.from({ length: count }, () => new Uint8Array(1));

test.each([1, 2])("a write that fails after %s parts leaves none of them behind", async (written) => {
	const { files, sandboxFiles } = openServer(written);
	await expect(sandboxFiles.write("a.txt", parts(3))).rejects.toMatchObject({ code: "sandbox_unreachable" });
	expect([...files]).toEqual([]);
});

test("a file in one part is moved to its name", async () => {
	const { files, sandboxFiles } = openServer(1);
	expect(await sandboxFiles.write("a.txt", parts(1))).toBe("a.txt");
	expect([...files]).toEqual(["a.txt"]);
});
