import type { PermissionOption } from "../../protocol/index.ts";

/** What most agents offer when they ask for a permission. */
export const DEFAULT_PERMISSION_OPTIONS: readonly PermissionOption[] = [
	{ optionId: "allow", name: "Allow", optionKind: "allow_once" },
	{ optionId: "allow_always", name: "Always allow", optionKind: "allow_always" },
	{ optionId: "reject", name: "Reject", optionKind: "reject_once" },
];
