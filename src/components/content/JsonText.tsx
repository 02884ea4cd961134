"use client";
import { useMemo } from "react";
import { Preformatted } from "../part/Preformatted.tsx";
import { formatJson } from "./readableJson.ts";

interface JsonTextProps {
	readonly value: unknown;
}

/** A value as it came. */
export function JsonText({ value }: JsonTextProps) {
	const text = useMemo(() => formatJson(value), [value]);
	return <Preformatted text={text} />;
}
