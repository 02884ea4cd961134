"use client";
import { useMemo } from "react";
import { Preformatted } from "../part/Preformatted.tsx";

interface JsonTextProps {
	readonly value: unknown;
}

/** A value as it came: a text as it is, the rest as JSON. */
export function JsonText({ value }: JsonTextProps) {
	const text = useMemo(() => (typeof value === "string" ? value : (JSON.stringify(value, null, 2) ?? "")), [value]);
	return <Preformatted text={text} />;
}
