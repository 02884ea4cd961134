"use client";

import { createLazyPart } from "../primitives/lazyPart.tsx";
import type { MembersDialogProps } from "./MembersDialog.tsx";
import type { PersonMenuProps } from "./PersonMenu.tsx";

const Nothing = () => null;

/** `<PersonMenu>`: only owners use it, and rarely. */
export const LazyPersonMenu = createLazyPart<PersonMenuProps>(
	async () => (await import("./PersonMenu.tsx")).PersonMenu,
	Nothing,
);

/** `<MembersDialog>`, as rarely. */
export const LazyMembersDialog = createLazyPart<MembersDialogProps>(
	async () => (await import("./MembersDialog.tsx")).MembersDialog,
	Nothing,
);
