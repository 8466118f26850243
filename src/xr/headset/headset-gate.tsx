"use client";

import { Component, Suspense, lazy, useEffect, useState, type ReactNode } from "react";
import type { HeadsetControl } from "./control";
import type { HeadsetLayerProps, HeadsetModes } from "./headset-layer";

const HeadsetLayer = lazy(() => import("./headset-layer").then((module) => ({ default: module.HeadsetLayer })));

interface HeadsetGateProps extends Omit<HeadsetLayerProps, "onControl" | "modes"> {
  readonly onControl: ((control: HeadsetControl | null) => void) | undefined;
}

const say = (): void => undefined;

/** Brings in what a headset needs only where there is one; a fault in it leaves the flat scene alone. */
export function HeadsetGate({ onControl = say, ...props }: HeadsetGateProps) {
  const [modes, setModes] = useState<HeadsetModes | null>(null);
  useEffect(() => {
    let isGone = false;
    const can = (mode: XRSessionMode): Promise<boolean> => navigator.xr?.isSessionSupported(mode).catch(() => false) ?? Promise.resolve(false);
    void Promise.all([can("immersive-vr"), can("immersive-ar")]).then(([vr, ar]) => {
      if (!isGone && (vr || ar)) setModes({ vr, ar });
    });
    return () => {
      isGone = true;
      onControl(null);
    };
  }, [onControl]);
  if (!modes) return null;
  return (
    <HeadsetBoundary onFault={() => onControl(null)}>
      <Suspense fallback={null}>
        <HeadsetLayer {...props} modes={modes} onControl={onControl} />
      </Suspense>
    </HeadsetBoundary>
  );
}

/** Controller models that fail to load would else take the whole page with them. */
class HeadsetBoundary extends Component<{ readonly children: ReactNode; readonly onFault: () => void }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    console.error("headset layer failed", error);
    this.props.onFault();
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children;
  }
}
