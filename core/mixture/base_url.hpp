// Base URLs as people paste them: what is wrong with one, what is meant, and which one to try instead.
#pragma once

#include <string>
#include <string_view>

namespace moa::mixture {

/// Why `url` cannot be a base URL, as the rest of a sentence that names it, or empty. It never repeats the
/// URL, which may hold a password. http:// is for this machine and for the user's own network: servers there
/// need no key, and a key would travel readable.
std::string_view base_url_fault(std::string_view url);

/// `url` without trailing slashes and without the path of an interface that was pasted with it:
/// "https://api.example.com/v1" of "https://api.example.com/v1/chat/completions/".
std::string tidy_base_url(std::string_view url);

/// The base URL that is most likely meant where nothing answers chat requests at `base_url`: the one that the
/// provider at this origin is known by, or the same with "/v1". Empty where there is nothing better to try.
std::string base_url_to_try(std::string_view base_url);

}  // namespace moa::mixture
