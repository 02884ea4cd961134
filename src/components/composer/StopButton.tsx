"use client";
import { useTurn } from "../../react/useTurn.ts";
import { useSelf } from "../../react/useYou.ts";
import { StopTurnButton } from "./StopTurn.tsx";

export interface StopButtonProps {
	readonly className?: string | undefined;
}

/** Stops the turn that runs; not there between turns, nor for who may not stop it. */
export function StopButton({ className }: StopButtonProps) {
	const turn = useTurn();
	const allowed = useSelf()?.allowedActions.includes("stop") ?? false;
	return turn && allowed ? <StopTurnButton turn={turn} className={className} /> : null;
}
