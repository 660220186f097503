/** Starts the frame: the inspector, shown as its host or its address asks for it. */
