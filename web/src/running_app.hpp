// The one App of the page, for the functions that the page's JavaScript calls.
#pragma once

namespace moa::web {

class App;

/// Null before the program has started.
App* running_app();

}  // namespace moa::web
