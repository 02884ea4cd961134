import { UserError } from "rivetkit";
import * as v from "valibot";
import { expect, test, vi } from "vitest";
import { parseWorkspaceOptions } from "../../actors/options/workspaceOptions.ts";

const ADA = { userId: "ada", name: "Ada", role: "editor" } as const;
const ask = (params: unknown) => ({ params, workspaceId: "web", request: undefined });

test("params that the schema does not take are refused with what is wrong, and `authenticate` is not asked", async () => {
	const authenticate = vi.fn(() => ADA);
	const { authenticate: checked } = parseWorkspaceOptions({
		sandbox: { baseUrl: "http://127.0.0.1:1" },
		params: v.object({ token: v.string(), page: v.optional(v.object({ id: v.number() })) }),
		authenticate,
	});
	const refusal = await Promise.resolve(checked?.(ask({ token: 7, page: { id: "1" } }))).catch(
		(error: unknown) => error,
	);
	expect(refusal).toBeInstanceOf(UserError);
	expect(refusal).toMatchObject({
		code: "unauthenticated",
		metadata: { detail: expect.stringMatching(/token: .*\npage\.id: /) },
	});
	expect(authenticate).not.toHaveBeenCalled();
});

test("`authenticate` gets what the schema makes of the params", async () => {
	const authenticate = vi.fn(() => ADA);
	const { authenticate: checked } = parseWorkspaceOptions({
		sandbox: { baseUrl: "http://127.0.0.1:1" },
		params: v.object({ token: v.pipe(v.string(), v.trim()) }),
		authenticate,
	});
	expect(await checked?.(ask({ token: " t ", other: 1 }))).toEqual(ADA);
	expect(authenticate).toHaveBeenCalledWith(ask({ token: "t" }));
});

test("something that is no schema is refused at once", () => {
	const options = {
		sandbox: { baseUrl: "http://127.0.0.1:1" },
		params: { token: "string" } as never,
		authenticate: () => ADA,
	};
	expect(() => parseWorkspaceOptions(options)).toThrow("a Standard Schema");
});
