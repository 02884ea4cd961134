"use client";

import { createContext } from "react";
import { inviteAddress } from "../../react/inviteAddress.ts";

/** The link of an invite, by its token. Default: the page's own address. */
export const InviteUrlContext = createContext<(token: string) => string>(inviteAddress);
