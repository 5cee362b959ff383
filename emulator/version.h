/* The one place of Nube's version; CHANGELOG.md begins with it. https://semver.org */
#ifndef NUBE_VERSION_H
#define NUBE_VERSION_H

#define NUBE_VERSION "0.2.0"

#endif
