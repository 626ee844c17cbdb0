"""Work off the GUI thread: jobs, the threads they run on, hints of changes, and a watch over the event loop."""
