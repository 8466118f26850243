import Link from "next/link";
import { Icon } from "@/components/kit/icon";

interface LandingDoorProps {
  href: string;
  title: string;
  note: string;
  /** The open door is the patient's. */
  open?: boolean;
}

/** One of the two ways in. The whole line is the link. */
export function LandingDoor({ href, title, note, open = false }: LandingDoorProps) {
  return (
    <li>
      <Link href={href} prefetch={false} className="landing-door">
        <svg viewBox="0 0 56 72" aria-hidden="true" focusable="false" className={open ? "text-teal" : undefined}>
          <g fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round">
            <path d="M4 70V6a2 2 0 0 1 2-2h40a2 2 0 0 1 2 2v64" />
            <path d="M1 70h54" />
            {!open && <path d="M9 9h34v61H9Z" />}
          </g>
          {open && <path d="M8 8h36v62H8Z" fill="currentColor" />}
          {open && <path d="m8 8 19 7v49L8 70Z" className="fill-paper" />}
          <circle cx={open ? 23 : 37} cy={open ? 41 : 40} r="2.1" fill="currentColor" />
        </svg>
        <span className="min-w-0">
          <span className="landing-door-title">{title}</span>
          <span className="landing-door-note">{note}</span>
        </span>
        <Icon name="arrow" />
      </Link>
    </li>
  );
}
