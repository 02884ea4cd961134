"use client";

import { useMemo } from "react";
import { isAtLeastRole, type Participant, type Wheel, type WorkspaceErrorInfo } from "../protocol/index.ts";
import { isWheelOfOther } from "../rules/wheel.ts";
import { useParticipants, useSelf, useSession } from "./state.ts";
import { useWorkspaceSelector, useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";

/** Who has the wheel and what the current user can do with it, as `useWheel` returns them. */
export interface WheelState {
	/** Who has it, until when, and who has asked for it. Null while nobody has. */
	readonly wheel: Wheel | null;
	/** Whether the current user has it. */
	readonly isOwn: boolean;
	/** Whether somebody else has it, so that prompts of the current user are suggestions. */
	readonly isOfOther: boolean;
	/** Whether the current user may take it now: while nobody has it, or as an owner. */
	readonly canTake: boolean;
	/** Whether they may ask for it, and have not yet. */
	readonly canAsk: boolean;
	/** Whether they have asked for it. */
	readonly hasAsked: boolean;
	/** Whether they may release it and hand it over: its holder and owners may. */
	readonly canGive: boolean;
	/** The others who have the workspace open and may have it, those who have asked first. */
	readonly others: readonly Participant[];
	/** Takes it for 1 to 120 minutes, or keeps it for longer. */
	readonly take: (minutes: number) => void;
	/** Asks its holder for it. */
	readonly ask: () => void;
	/** Gives it back. */
	readonly release: () => void;
	/** Gives it to somebody else for the rest of its time. */
	readonly handOver: (userId: string) => void;
	/** Whether one of these is on its way. */
	readonly pending: boolean;
	/** Why the last one failed. */
	readonly error: WorkspaceErrorInfo | null;
}

/**
 * The wheel: while one person has it, what others prompt is a suggestion.
 *
 * @example
 * function Wheel() {
 * 	const { wheel, canTake, take } = useWheel();
 * 	if (wheel) return <p>{`${wheel.by.name} has the wheel`}</p>;
 * 	return canTake ? <button type="button" onClick={() => take(30)}>Take the wheel</button> : null;
 * }
 */
export function useWheel(): WheelState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const people = useParticipants();
	const wheel = useSession()?.wheel ?? null;
	const least = useWorkspaceSelector((state) => state.promptRole);
	const action = useAction((run: () => Promise<void>) => run());
	const others = useMemo(() => {
		const hasAsked = ({ userId }: Participant) => wheel?.asked.some((asking) => asking.userId === userId) ?? false;
		return people
			.filter(({ userId }) => userId !== wheel?.by.userId && userId !== self?.userId)
			.filter(({ role }) => least !== null && isAtLeastRole(role, least))
			.sort((one, other) => Number(hasAsked(other)) - Number(hasAsked(one)));
	}, [people, wheel, self?.userId, least]);
	const isOfOther = self !== null && isWheelOfOther(wheel, self);
	const isOwn = wheel !== null && wheel.by.userId === self?.userId;
	const isOwner = self?.role === "owner";
	const hasAsked = wheel?.asked.some(({ userId }) => userId === self?.userId) ?? false;
	const may = (name: "takeWheel" | "askForWheel" | "releaseWheel" | "handOverWheel") =>
		self?.allowedActions.includes(name) ?? false;
	return {
		wheel,
		isOwn,
		isOfOther,
		canTake: may("takeWheel") && (!isOfOther || isOwner),
		canAsk: may("askForWheel") && isOfOther && !hasAsked,
		hasAsked,
		canGive: may("releaseWheel") && wheel !== null && (isOwn || isOwner),
		others,
		take: (minutes) => action.run(() => store.takeWheel(minutes)),
		ask: () => action.run(() => store.askForWheel()),
		release: () => action.run(() => store.releaseWheel()),
		handOver: (userId) => action.run(() => store.handOverWheel(userId)),
		pending: action.pending,
		error: action.error,
	};
}
