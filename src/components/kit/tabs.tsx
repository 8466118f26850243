"use client";

import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";

interface TabsProps {
  label: string;
  tabs: readonly { id: string; word: ReactNode; content: ReactNode }[];
  chosen?: string;
  onChange?: (id: string) => void;
  className?: string;
}

/** Two to five views of one thing. */
export function Tabs({ label, tabs, chosen, onChange, className }: TabsProps) {
  return (
    <AriaTabs className={className} selectedKey={chosen} onSelectionChange={onChange && ((key) => onChange(String(key)))}>
      <TabList aria-label={label} className="tabs-list">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tab">
            {tab.word}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-4">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
