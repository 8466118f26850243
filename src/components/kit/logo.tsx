"use client";

import Link from "next/link";
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from "react";
import { cx } from "./classes";

/** Whose page it is, where a practice shows a logo of its own. */
export interface OwnLogo {
  /** The practice's name: what the picture says. */
  readonly name: string;
  /** On our own origin. */
  readonly source: string;
}

const Own = createContext<OwnLogo | null>(null);

/** Lets every {@link Logo} below show a practice's own; null: ours. */
export function OwnLogoProvider({ logo, children }: { logo: OwnLogo | null; children: ReactNode }) {
  return <Own value={logo}>{children}</Own>;
}

/** The ring as a sign: one open line, two people. */
export function LogoMark() {
  return (
    <svg width="30" height="21" viewBox="0 0 40 28" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M13.6 6.1C15.6 5.4 17.8 5 20.2 5c9.4 0 17 4.9 17 10.6 0 1.4-.4 2.7-1.2 3.9M27 24.6c-2.1.7-4.4 1.1-6.8 1.1-9.4 0-17-4.6-17-10.3 0-1.1.3-2.2.8-3.2"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeLinecap="round"
      />
      <circle cx="8.2" cy="8.2" r="4.4" fill="currentColor" />
      <circle cx="31.8" cy="22.4" r="4.4" className="logo-seat" />
    </svg>
  );
}

/** Our sign and name, or the practice's own picture. With `href` it is the way home. */
export function Logo({ href, className }: { href?: string; className?: string }) {
  const own = useContext(Own);
  const picture = useRef<HTMLImageElement>(null);
  const [broken, setBroken] = useState<string | null>(null);
  const source = own?.source ?? null;
  // A picture that does not come leaves nobody without a name at the top. It may have failed before this ran.
  useEffect(() => {
    const image = picture.current;
    if (image === null) return;
    const fail = () => setBroken(source);
    if (image.complete && image.naturalWidth === 0) fail();
    image.addEventListener("error", fail);
    return () => image.removeEventListener("error", fail);
  }, [source]);
  const content =
    own === null || own.source === broken ? (
      <>
        <LogoMark />
        <span>Bedside</span>
      </>
    ) : (
      // The bytes come by our own guarded way, in one size: no loader of pictures may stand before it.
      <img ref={picture} className="logo-own" src={own.source} alt={own.name} />
    );
  if (href === undefined) return <span className={cx("logo", className)}>{content}</span>;
  return (
    <Link href={href} prefetch={false} className={cx("logo", className)}>
      {content}
    </Link>
  );
}
